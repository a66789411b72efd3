using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Language;

/// <summary>Makes any syntax tree that some document could have, from a seed.</summary>
internal sealed class DocumentGenerator(int seed)
{
    private static readonly string[] Words =
    [
        "a",
        "B_1",
        "_",
        "__x",
        "query",
        "mutation",
        "subscription",
        "fragment",
        "schema",
        "extend",
        "scalar",
        "type",
        "interface",
        "implements",
        "union",
        "enum",
        "input",
        "directive",
        "repeatable",
    ];

    /// <summary>Names where no keyword can stand.</summary>
    private static readonly string[] AnyWords = [.. Words, "on", "true", "false", "null"];

    private static readonly string[] Pieces =
    [
        "",
        " ",
        "\t",
        "\n",
        "\"",
        "\"\"\"",
        "\\",
        "#",
        "x",
        "é",
        "😀",
        "\u0007",
        "\u2028",
    ];

    private readonly Random _random = new(seed);

    public DocumentNode Document() =>
        new(new Source(""), List(1, 4, () => Any<DefinitionNode>(Operation, Fragment, TypeSystem)));

    private OperationDefinitionNode Operation()
    {
        var isShorthand = Chance(0.2);
        return new OperationDefinitionNode
        {
            Operation = isShorthand ? OperationKind.Query : (OperationKind)_random.Next(3),
            Description = isShorthand ? null : Maybe(String),
            Name = isShorthand ? null : Maybe(Name),
            VariableDefinitions = isShorthand ? [] : List(0, 2, Variable),
            Directives = isShorthand ? [] : Directives(isConst: false),
            SelectionSet = Selections(3),
        };
    }

    private FragmentDefinitionNode Fragment() =>
        new()
        {
            Description = Maybe(String),
            Name = Name(),
            TypeCondition = NamedType(),
            Directives = Directives(isConst: false),
            SelectionSet = Selections(3),
        };

    private VariableDefinitionNode Variable() =>
        new()
        {
            Description = Maybe(String),
            Variable = new VariableNode(AnyName()),
            Type = Type(2),
            DefaultValue = Maybe(() => Value(2, isConst: true)),
            Directives = Directives(isConst: true),
        };

    private SelectionSetNode Selections(int depth) =>
        new(List(1, 3, () => Any<SelectionNode>(() => Field(depth), Spread, () => Inline(depth))));

    private FieldNode Field(int depth) =>
        new()
        {
            Alias = Maybe(AnyName),
            Name = AnyName(),
            Arguments = Arguments(isConst: false),
            Directives = Directives(isConst: false),
            SelectionSet = depth > 0 ? Maybe(() => Selections(depth - 1)) : null,
        };

    private FragmentSpreadNode Spread() => new() { Name = Name(), Directives = Directives(isConst: false) };

    private SelectionNode Inline(int depth) =>
        depth == 0
            ? Field(0)
            : new InlineFragmentNode
            {
                TypeCondition = Maybe(NamedType),
                Directives = Directives(isConst: false),
                SelectionSet = Selections(depth - 1),
            };

    private TypeSystemDefinitionNode TypeSystem()
    {
        var isExtension = Chance(0.3);
        var description = isExtension ? null : Maybe(String);
        // An extension has to add something: members or, as every kind can, a directive.
        var least = isExtension && Chance(0.5) ? 1 : 0;
        DirectiveNode[] directives = isExtension && least == 0 ? [Directive(isConst: true)] : Directives(isConst: true);
        return _random.Next(8) switch
        {
            0 => new ScalarTypeDefinitionNode
            {
                Name = Name(),
                Description = description,
                IsExtension = isExtension,
                Directives = isExtension ? [Directive(isConst: true)] : directives,
            },
            1 => new ObjectTypeDefinitionNode
            {
                Name = Name(),
                Description = description,
                IsExtension = isExtension,
                Directives = directives,
                Interfaces = List(0, 2, NamedType),
                Fields = List(least, 3, FieldDefinition),
            },
            2 => new InterfaceTypeDefinitionNode
            {
                Name = Name(),
                Description = description,
                IsExtension = isExtension,
                Directives = directives,
                Interfaces = List(0, 2, NamedType),
                Fields = List(least, 3, FieldDefinition),
            },
            3 => new UnionTypeDefinitionNode
            {
                Name = Name(),
                Description = description,
                IsExtension = isExtension,
                Directives = directives,
                Types = List(least, 3, NamedType),
            },
            4 => new EnumTypeDefinitionNode
            {
                Name = Name(),
                Description = description,
                IsExtension = isExtension,
                Directives = directives,
                Values = List(least, 3, EnumValue),
            },
            5 => new InputObjectTypeDefinitionNode
            {
                Name = Name(),
                Description = description,
                IsExtension = isExtension,
                Directives = directives,
                Fields = List(least, 3, InputValue),
            },
            6 => new SchemaDefinitionNode
            {
                Description = description,
                IsExtension = isExtension,
                Directives = directives,
                OperationTypes = List(isExtension ? least : 1, 2, OperationType),
            },
            _ => new DirectiveDefinitionNode
            {
                Name = Name(),
                Description = description,
                Arguments = List(0, 2, InputValue),
                IsRepeatable = Chance(0.5),
                Locations = List(1, 3, () => new NameNode(Pick(Enum.GetValues<DirectiveLocation>()).GetName())),
            },
        };
    }

    private OperationTypeDefinitionNode OperationType() => new((OperationKind)_random.Next(3), NamedType());

    private FieldDefinitionNode FieldDefinition() =>
        new()
        {
            Description = Maybe(String),
            Name = Name(),
            Arguments = List(0, 2, InputValue),
            Type = Type(2),
            Directives = Directives(isConst: true),
        };

    private InputValueDefinitionNode InputValue() =>
        new()
        {
            Description = Maybe(String),
            Name = Name(),
            Type = Type(2),
            DefaultValue = Maybe(() => Value(2, isConst: true)),
            Directives = Directives(isConst: true),
        };

    private EnumValueDefinitionNode EnumValue() =>
        new()
        {
            Description = Maybe(String),
            Name = Name(),
            Directives = Directives(isConst: true),
        };

    private ArgumentNode[] Arguments(bool isConst) => List(0, 2, () => new ArgumentNode(AnyName(), Value(2, isConst)));

    private DirectiveNode[] Directives(bool isConst) => Chance(0.7) ? [] : List(1, 2, () => Directive(isConst));

    private DirectiveNode Directive(bool isConst) => new() { Name = AnyName(), Arguments = Arguments(isConst) };

    private TypeNode Type(int depth) =>
        Any<TypeNode>(
            NamedType,
            () => depth == 0 ? NamedType() : new ListTypeNode(Type(depth - 1)),
            () => new NonNullTypeNode(depth == 0 || Chance(0.5) ? NamedType() : new ListTypeNode(Type(depth - 1)))
        );

    private NamedTypeNode NamedType() => new(AnyName());

    private ValueNode Value(int depth, bool isConst) =>
        Any<ValueNode>(
            () => new IntValueNode(Pick("0", "-0", "-1", "1234567890123")),
            () => new FloatValueNode(Pick("0.0", "-1.5e10", "1E-3")),
            String,
            () => new BooleanValueNode(Chance(0.5)),
            () => new NullValueNode(),
            () => new EnumValueNode(Name().Value),
            () => isConst ? new NullValueNode() : new VariableNode(AnyName()),
            () => new ListValueNode(depth == 0 ? [] : List(0, 3, () => Value(depth - 1, isConst))),
            () =>
                new ObjectValueNode(
                    depth == 0 ? [] : List(0, 3, () => new ObjectFieldNode(AnyName(), Value(depth - 1, isConst)))
                )
        );

    private StringValueNode String() => new(string.Concat(List(0, 6, () => Pick(Pieces))), Chance(0.6));

    private NameNode Name() => new(Pick(Words));

    private NameNode AnyName() => new(Pick(AnyWords));

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(params T[] options) => options[_random.Next(options.Length)];

    private T Any<T>(params Func<T>[] options) => Pick(options)();

    private T? Maybe<T>(Func<T> make)
        where T : class => Chance(0.4) ? make() : null;

    private T[] List<T>(int least, int most, Func<T> make) =>
        Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => make()).ToArray();
}
