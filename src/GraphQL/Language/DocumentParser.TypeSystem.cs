using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Language;

/// <content>Definitions and extensions of the type system. https://spec.graphql.org/September2025/#TypeSystemDocument</content>
internal sealed partial class DocumentParser
{
    private TypeSystemDefinitionNode ParseTypeSystemDefinition()
    {
        var start = _token.Start;
        var description = ParseDescription();
        return TextOf(_token) switch
        {
            "schema" => ParseSchema(start, description, isExtension: false),
            "directive" => ParseDirectiveDefinition(start, description),
            _ => ParseType(start, description, isExtension: false),
        };
    }

    private TypeSystemDefinitionNode ParseTypeSystemExtension()
    {
        var start = _token.Start;
        Advance();
        return _token.Kind != TokenKind.Name
            ? throw Unexpected(_token)
            : TextOf(_token) switch
            {
                "schema" => ParseSchema(start, null, isExtension: true),
                "scalar" or "type" or "interface" or "union" or "enum" or "input" => ParseType(
                    start,
                    null,
                    isExtension: true
                ),
                _ => throw Unexpected(_token),
            };
    }

    /// <summary>https://spec.graphql.org/September2025/#SchemaDefinition</summary>
    private SchemaDefinitionNode ParseSchema(int start, StringValueNode? description, bool isExtension)
    {
        ExpectKeyword("schema");
        var directives = ParseDirectives(isConst: true);
        var operationTypes = isExtension
            ? OptionalMany(TokenKind.LeftBrace, static p => p.ParseOperationType(), TokenKind.RightBrace)
            : Many(TokenKind.LeftBrace, static p => p.ParseOperationType(), TokenKind.RightBrace);
        RequireContent(isExtension, directives.Length + operationTypes.Length);
        return new SchemaDefinitionNode
        {
            Start = start,
            End = _lastEnd,
            Description = description,
            IsExtension = isExtension,
            Directives = directives,
            OperationTypes = operationTypes,
        };
    }

    private OperationTypeDefinitionNode ParseOperationType()
    {
        var token = Expect(TokenKind.Name);
        var operation = TextOf(token) switch
        {
            "query" => OperationKind.Query,
            "mutation" => OperationKind.Mutation,
            "subscription" => OperationKind.Subscription,
            _ => throw Unexpected(token),
        };
        Expect(TokenKind.Colon);
        return new OperationTypeDefinitionNode(operation, ParseNamedType()) { Start = token.Start, End = _lastEnd };
    }

    /// <summary>https://spec.graphql.org/September2025/#TypeDefinition</summary>
    private TypeDefinitionNode ParseType(int start, StringValueNode? description, bool isExtension)
    {
        var keyword = Advance();
        var name = ParseName();
        return TextOf(keyword) switch
        {
            "scalar" => ParseScalar(start, description, name, isExtension),
            "type" => ParseFieldsType(start, description, name, isExtension, isObject: true),
            "interface" => ParseFieldsType(start, description, name, isExtension, isObject: false),
            "union" => ParseUnion(start, description, name, isExtension),
            "enum" => ParseEnum(start, description, name, isExtension),
            _ => ParseInputObject(start, description, name, isExtension),
        };
    }

    private ScalarTypeDefinitionNode ParseScalar(
        int start,
        StringValueNode? description,
        NameNode name,
        bool isExtension
    )
    {
        var directives = ParseDirectives(isConst: true);
        RequireContent(isExtension, directives.Length);
        return new ScalarTypeDefinitionNode
        {
            Start = start,
            End = _lastEnd,
            Description = description,
            IsExtension = isExtension,
            Name = name,
            Directives = directives,
        };
    }

    /// <summary>An object or interface type: they differ in the node alone.</summary>
    private FieldsTypeDefinitionNode ParseFieldsType(
        int start,
        StringValueNode? description,
        NameNode name,
        bool isExtension,
        bool isObject
    )
    {
        NamedTypeNode[] interfaces = TakeKeyword("implements")
            ? Delimited(TokenKind.Ampersand, static p => p.ParseNamedType())
            : [];
        var directives = ParseDirectives(isConst: true);
        var fields = OptionalMany(TokenKind.LeftBrace, static p => p.ParseFieldDefinition(), TokenKind.RightBrace);
        RequireContent(isExtension, interfaces.Length + directives.Length + fields.Length);
        return isObject
            ? new ObjectTypeDefinitionNode
            {
                Start = start,
                End = _lastEnd,
                Description = description,
                IsExtension = isExtension,
                Name = name,
                Interfaces = interfaces,
                Directives = directives,
                Fields = fields,
            }
            : new InterfaceTypeDefinitionNode
            {
                Start = start,
                End = _lastEnd,
                Description = description,
                IsExtension = isExtension,
                Name = name,
                Interfaces = interfaces,
                Directives = directives,
                Fields = fields,
            };
    }

    /// <summary>https://spec.graphql.org/September2025/#FieldDefinition</summary>
    private FieldDefinitionNode ParseFieldDefinition()
    {
        var start = _token.Start;
        var description = ParseDescription();
        var name = ParseName();
        var arguments = ParseArgumentDefinitions();
        Expect(TokenKind.Colon);
        var type = ParseTypeReference();
        var directives = ParseDirectives(isConst: true);
        return new FieldDefinitionNode
        {
            Start = start,
            End = _lastEnd,
            Description = description,
            Name = name,
            Arguments = arguments,
            Type = type,
            Directives = directives,
        };
    }

    private InputValueDefinitionNode[] ParseArgumentDefinitions() =>
        OptionalMany(TokenKind.LeftParenthesis, static p => p.ParseInputValue(), TokenKind.RightParenthesis);

    /// <summary>https://spec.graphql.org/September2025/#InputValueDefinition</summary>
    private InputValueDefinitionNode ParseInputValue()
    {
        var start = _token.Start;
        var description = ParseDescription();
        var name = ParseName();
        Expect(TokenKind.Colon);
        var type = ParseTypeReference();
        var defaultValue = Take(TokenKind.EqualsSign) ? ParseValue(isConst: true) : null;
        var directives = ParseDirectives(isConst: true);
        return new InputValueDefinitionNode
        {
            Start = start,
            End = _lastEnd,
            Description = description,
            Name = name,
            Type = type,
            DefaultValue = defaultValue,
            Directives = directives,
        };
    }

    private UnionTypeDefinitionNode ParseUnion(int start, StringValueNode? description, NameNode name, bool isExtension)
    {
        var directives = ParseDirectives(isConst: true);
        NamedTypeNode[] types = Take(TokenKind.EqualsSign)
            ? Delimited(TokenKind.Pipe, static p => p.ParseNamedType())
            : [];
        RequireContent(isExtension, directives.Length + types.Length);
        return new UnionTypeDefinitionNode
        {
            Start = start,
            End = _lastEnd,
            Description = description,
            IsExtension = isExtension,
            Name = name,
            Directives = directives,
            Types = types,
        };
    }

    private EnumTypeDefinitionNode ParseEnum(int start, StringValueNode? description, NameNode name, bool isExtension)
    {
        var directives = ParseDirectives(isConst: true);
        var values = OptionalMany(TokenKind.LeftBrace, static p => p.ParseEnumValue(), TokenKind.RightBrace);
        RequireContent(isExtension, directives.Length + values.Length);
        return new EnumTypeDefinitionNode
        {
            Start = start,
            End = _lastEnd,
            Description = description,
            IsExtension = isExtension,
            Name = name,
            Directives = directives,
            Values = values,
        };
    }

    private EnumValueDefinitionNode ParseEnumValue()
    {
        var start = _token.Start;
        var description = ParseDescription();
        if (IsKeyword("true") || IsKeyword("false") || IsKeyword("null"))
        {
            throw Error(_token.Start, $"{_token.Describe(_source)} is reserved and cannot be used for an enum value.");
        }

        var name = ParseName();
        var directives = ParseDirectives(isConst: true);
        return new EnumValueDefinitionNode
        {
            Start = start,
            End = _lastEnd,
            Description = description,
            Name = name,
            Directives = directives,
        };
    }

    private InputObjectTypeDefinitionNode ParseInputObject(
        int start,
        StringValueNode? description,
        NameNode name,
        bool isExtension
    )
    {
        var directives = ParseDirectives(isConst: true);
        var fields = OptionalMany(TokenKind.LeftBrace, static p => p.ParseInputValue(), TokenKind.RightBrace);
        RequireContent(isExtension, directives.Length + fields.Length);
        return new InputObjectTypeDefinitionNode
        {
            Start = start,
            End = _lastEnd,
            Description = description,
            IsExtension = isExtension,
            Name = name,
            Directives = directives,
            Fields = fields,
        };
    }

    /// <summary>https://spec.graphql.org/September2025/#DirectiveDefinition</summary>
    private DirectiveDefinitionNode ParseDirectiveDefinition(int start, StringValueNode? description)
    {
        ExpectKeyword("directive");
        Expect(TokenKind.At);
        var name = ParseName();
        var arguments = ParseArgumentDefinitions();
        var isRepeatable = TakeKeyword("repeatable");
        ExpectKeyword("on");
        var locations = Delimited(TokenKind.Pipe, static p => p.ParseDirectiveLocation());
        return new DirectiveDefinitionNode
        {
            Start = start,
            End = _lastEnd,
            Description = description,
            Name = name,
            Arguments = arguments,
            IsRepeatable = isRepeatable,
            Locations = locations,
        };
    }

    private NameNode ParseDirectiveLocation()
    {
        var token = _token;
        var name = ParseName();
        return DirectiveLocationNames.TryParse(name.Value, out _) ? name : throw Unexpected(token);
    }

    /// <summary>An extension that adds nothing is no extension.</summary>
    private void RequireContent(bool isExtension, int count)
    {
        if (isExtension && count == 0)
        {
            ThrowUnexpected();
        }
    }
}
