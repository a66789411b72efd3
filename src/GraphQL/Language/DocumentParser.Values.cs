namespace DepGraph.GraphQL.Language;

/// <content>Names, values and type references. https://spec.graphql.org/September2025/#sec-Input-Values</content>
internal sealed partial class DocumentParser
{
    private NameNode ParseName()
    {
        var token = Expect(TokenKind.Name);
        return new NameNode(TextOf(token).ToString()) { Start = token.Start, End = token.End };
    }

    private bool IsString() => _token.Kind is TokenKind.String or TokenKind.BlockString;

    private StringValueNode? ParseDescription() => IsString() ? ParseString() : null;

    private StringValueNode ParseString()
    {
        var token = Advance();
        return new StringValueNode(token.Text!, token.Kind == TokenKind.BlockString)
        {
            Start = token.Start,
            End = token.End,
        };
    }

    private ValueNode ParseValue(bool isConst)
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.LeftBracket:
                return ParseList(isConst);
            case TokenKind.LeftBrace:
                return ParseObject(isConst);
            case TokenKind.Int:
                Advance();
                return new IntValueNode(TextOf(token).ToString()) { Start = token.Start, End = token.End };
            case TokenKind.Float:
                Advance();
                return new FloatValueNode(TextOf(token).ToString()) { Start = token.Start, End = token.End };
            case TokenKind.String or TokenKind.BlockString:
                return ParseString();
            case TokenKind.Name:
                Advance();
                return TextOf(token) switch
                {
                    "true" => new BooleanValueNode(true) { Start = token.Start, End = token.End },
                    "false" => new BooleanValueNode(false) { Start = token.Start, End = token.End },
                    "null" => new NullValueNode { Start = token.Start, End = token.End },
                    var name => new EnumValueNode(name.ToString()) { Start = token.Start, End = token.End },
                };
            case TokenKind.Dollar when isConst:
                throw VariableInConstant();
            case TokenKind.Dollar:
                return ParseVariable();
            default:
                throw Unexpected(token);
        }
    }

    private GraphQLSyntaxException VariableInConstant()
    {
        var dollar = Advance();
        return Is(TokenKind.Name)
            ? Error(dollar.Start, $"Unexpected variable \"${TextOf(_token)}\" in constant value.")
            : Unexpected(dollar);
    }

    private ListValueNode ParseList(bool isConst)
    {
        EnterLevel();
        var start = Advance().Start;
        var values = new List<ValueNode>();
        while (!Take(TokenKind.RightBracket))
        {
            values.Add(ParseValue(isConst));
        }

        LeaveLevel();
        return new ListValueNode(values.ToArray()) { Start = start, End = _lastEnd };
    }

    private ObjectValueNode ParseObject(bool isConst)
    {
        EnterLevel();
        var start = Advance().Start;
        var fields = new List<ObjectFieldNode>();
        while (!Take(TokenKind.RightBrace))
        {
            var fieldStart = _token.Start;
            var name = ParseName();
            Expect(TokenKind.Colon);
            fields.Add(new ObjectFieldNode(name, ParseValue(isConst)) { Start = fieldStart, End = _lastEnd });
        }

        LeaveLevel();
        return new ObjectValueNode(fields.ToArray()) { Start = start, End = _lastEnd };
    }

    /// <summary>https://spec.graphql.org/September2025/#Type</summary>
    private TypeNode ParseTypeReference()
    {
        var start = _token.Start;
        TypeNode type;
        if (Is(TokenKind.LeftBracket))
        {
            EnterLevel();
            Advance();
            var inner = ParseTypeReference();
            Expect(TokenKind.RightBracket);
            LeaveLevel();
            type = new ListTypeNode(inner) { Start = start, End = _lastEnd };
        }
        else
        {
            type = ParseNamedType();
        }

        return Take(TokenKind.Bang) ? new NonNullTypeNode(type) { Start = start, End = _lastEnd } : type;
    }

    private NamedTypeNode ParseNamedType()
    {
        var name = ParseName();
        return new NamedTypeNode(name) { Start = name.Start, End = name.End };
    }
}
