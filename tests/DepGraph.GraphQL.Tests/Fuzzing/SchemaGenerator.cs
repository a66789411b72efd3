using System.Text;

namespace DepGraph.GraphQL.Tests.Fuzzing;

/// <summary>
/// Makes valid schemas as SDL: interfaces that implement interfaces, recursive objects, unions, enums, input objects with
/// defaults and oneOf, scalars. A field name has one signature wherever it stands, but that implementers narrow its type and
/// add arguments, so that operations over any types can be made that do not conflict.
/// </summary>
internal sealed class SchemaGenerator(Dice dice)
{
    /// <summary>Bound to CLR types by whoever executes the schema; the other enum and inputs stay unbound.</summary>
    public const string Common = """
        directive @tag(label: String, level: Int! = 1, grades: [Grade!] = [LOW]) repeatable on
          | QUERY | MUTATION | FIELD | FRAGMENT_DEFINITION | FRAGMENT_SPREAD | INLINE_FRAGMENT | VARIABLE_DEFINITION
        scalar Any
        scalar Money
        enum Colour { RED GREEN DARK_BLUE }
        enum Grade { LOW MIDDLE HIGH }
        input Range { from: Int! = 0 to: Int }
        input Filter { name: String = "n" grades: [Grade!] range: Range = { to: 3 } not: Filter }
        """;

    private static readonly string[] Leaves =
    [
        "Int",
        "Float",
        "String",
        "Boolean",
        "ID",
        "Any",
        "Money",
        "Colour",
        "Grade",
    ];

    private readonly Dictionary<string, Signature> _signatures = [];
    private readonly List<Kind> _interfaces = [];
    private readonly List<Kind> _objects = [];
    private readonly List<(string Name, string[] Members)> _unions = [];
    private readonly List<string> _inputs = ["Range", "Filter"];

    private sealed record Signature(string Arguments, string Type, string Narrow);

    private sealed record Kind(string Name, List<Kind> Interfaces)
    {
        /// <summary>Field names; true where the type is narrowed.</summary>
        public Dictionary<string, bool> Fields { get; } = [];
    }

    public string Create()
    {
        var text = new StringBuilder(Common).AppendLine();
        AddInputs(text);
        AddHierarchy();
        foreach (var kind in _interfaces.Concat(_objects))
        {
            AddFields(kind);
        }

        var isRenamed = dice.Chance(0.3);
        var (query, mutation) = isRenamed ? ("Start", "Change") : ("Query", "Mutation");
        var roots = new[] { new Kind(query, []), new Kind(mutation, []) };
        foreach (var root in roots)
        {
            AddFields(root);
        }

        foreach (var kind in _interfaces)
        {
            Write(text, "interface", kind);
        }

        foreach (var kind in _objects.Concat(roots))
        {
            Write(text, "type", kind);
        }

        foreach (var (name, members) in _unions)
        {
            text.AppendLine($"union {name} = {string.Join(" | ", members)}");
        }

        return isRenamed
            ? text.AppendLine($"schema {{ query: {query} mutation: {mutation} }}").ToString()
            : text.ToString();
    }

    private void AddInputs(StringBuilder text)
    {
        var count = dice.Between(1, 3);
        for (var i = 0; i < count; i++)
        {
            var name = $"In{i}";
            var fields = Enumerable
                .Range(0, dice.Between(1, 4))
                .Select(f => $"{(char)('a' + f)}: {InputFieldType(name)}");
            text.AppendLine($"input {name} {{ {string.Join(" ", fields)} }}");
            _inputs.Add(name);
        }

        var choices = _inputs.Append("One").Select((input, i) => $"c{i}: {dice.Pick(input, $"[{input}!]")}");
        text.AppendLine($"input One @oneOf {{ leaf: {dice.Pick(Leaves)} {string.Join(" ", choices)} }}");
        _inputs.Add("One");
    }

    /// <summary>An input refers to itself only where it can be left out.</summary>
    private string InputFieldType(string self)
    {
        if (dice.Chance(0.15))
        {
            return dice.Pick(self, $"[{self}!]", $"[{self}!]! = []");
        }

        return InputType(dice.Chance(0.6) ? dice.Pick(Leaves) : dice.Pick(_inputs));
    }

    private string InputType(string named)
    {
        var isNonNull = dice.Chance(0.3);
        var item = isNonNull ? named + "!" : named;
        var (type, fallback) = dice.Next(4) switch
        {
            0 => ($"[{item}]", Default(named) is { } one ? $"[{one}]" : "[]"),
            1 when dice.Chance(0.4) => ($"[[{item}]!]", Default(named) is { } one ? $"[[{one}], []]" : "[[]]"),
            _ => (named, Default(named)),
        };
        var whole = dice.Chance(0.3) ? type + "!" : type;
        return fallback is null || dice.Chance(0.6) ? whole
            : dice.Chance(0.2) && !whole.EndsWith('!') ? $"{whole} = null"
            : $"{whole} = {fallback}";
    }

    private string? Default(string named) =>
        named switch
        {
            "Int" => dice.Pick("0", "-7", "2147483647"),
            "Float" => dice.Pick("1", "2.5", "-1e3"),
            "String" => dice.Pick("\"\"", "\"d\"", "\"\"\"b\"\"\""),
            "Boolean" => dice.Pick("true", "false"),
            "ID" => dice.Pick("\"id\"", "12"),
            "Any" => dice.Pick("{ x: [1, null] }", "4"),
            "Money" => "\"m3\"",
            "Colour" => "DARK_BLUE",
            "Grade" => "MIDDLE",
            "Range" => dice.Pick("{}", "{ from: 2 }", "{ to: null }"),
            "Filter" => dice.Pick("{ not: { name: null } }", "{ grades: HIGH }"),
            _ => null,
        };

    private void AddHierarchy()
    {
        var count = dice.Between(1, 4);
        for (var i = 0; i < count; i++)
        {
            _interfaces.Add(new Kind($"I{i}", Closed(dice.Some(_interfaces, 0.4))));
        }

        count = dice.Between(2, 6);
        for (var i = 0; i < count; i++)
        {
            _objects.Add(new Kind($"O{i}", Closed(dice.Some(_interfaces, 0.4))));
        }

        foreach (var lonely in _interfaces.Where(i => !_objects.Exists(o => o.Interfaces.Contains(i))))
        {
            var one = dice.Pick(_objects);
            one.Interfaces.AddRange(Closed([lonely]).Except(one.Interfaces).ToArray());
        }

        for (var i = dice.Next(3); i > 0; i--)
        {
            var members = dice.Some(_objects, 0.5).Select(o => o.Name).DefaultIfEmpty("O0").ToArray();
            _unions.Add(($"U{i}", members));
        }
    }

    private static List<Kind> Closed(IEnumerable<Kind> interfaces) =>
        interfaces.SelectMany(i => i.Interfaces.Append(i)).Distinct().ToList();

    private void AddFields(Kind kind)
    {
        foreach (var inherited in kind.Interfaces.SelectMany(i => i.Fields))
        {
            var isNarrow = inherited.Value || kind.Fields.GetValueOrDefault(inherited.Key) || dice.Chance(0.25);
            kind.Fields[inherited.Key] = isNarrow;
        }

        for (var count = dice.Between(1, 5); count > 0; count--)
        {
            var name = $"f{dice.Next(14)}";
            if (kind.Fields.TryAdd(name, dice.Chance(0.15)))
            {
                SignatureOf(name);
            }
        }
    }

    private Signature SignatureOf(string name)
    {
        if (!_signatures.TryGetValue(name, out var signature))
        {
            signature = CreateSignature();
            _signatures.Add(name, signature);
        }

        return signature;
    }

    private Signature CreateSignature()
    {
        var arguments = Enumerable
            .Range(0, dice.Chance(0.5) ? 0 : dice.Between(1, 3))
            .Select(i => $"{(char)('a' + i)}: {InputType(dice.Chance(0.6) ? dice.Pick(Leaves) : dice.Pick(_inputs))}");
        var named = dice.Chance(0.5) ? dice.Pick(Leaves) : dice.Pick(Composites());
        var (before, after) = dice.Next(8) switch
        {
            0 or 1 => ("[", "]"),
            2 => ("[", "!]"),
            3 => ("[[", "]!]"),
            _ => ("", ""),
        };
        var end = dice.Chance(0.3) ? "!" : "";
        var type = $"{before}{named}{after}{end}";
        return new Signature(string.Join(" ", arguments), type, $"{before}{SubTypeOf(named)}{after}!");
    }

    private string[] Composites() =>
        [.. _objects.Select(o => o.Name), .. _interfaces.Select(i => i.Name), .. _unions.Select(u => u.Name)];

    /// <summary>The type itself, or for an abstract one an object of it.</summary>
    private string SubTypeOf(string named)
    {
        var possible =
            _unions.Find(u => u.Name == named).Members
            ?? _objects.Where(o => o.Interfaces.Exists(i => i.Name == named)).Select(o => o.Name).ToArray();
        return possible.Length == 0 || dice.Chance(0.5) ? named : dice.Pick(possible);
    }

    private void Write(StringBuilder text, string keyword, Kind kind)
    {
        var implements =
            kind.Interfaces.Count == 0 ? "" : $" implements {string.Join(" & ", kind.Interfaces.Select(i => i.Name))}";
        text.Append($"{keyword} {kind.Name}{implements} {{");
        foreach (var (name, isNarrow) in kind.Fields)
        {
            var signature = SignatureOf(name);
            var extra = keyword == "type" && dice.Chance(0.15) ? " extra: Int = 7" : "";
            var arguments = signature.Arguments + extra;
            text.Append($" {name}{(arguments.Length == 0 ? "" : $"({arguments})")}: ");
            text.Append(isNarrow ? signature.Narrow : signature.Type);
        }

        text.AppendLine(" }");
    }
}
