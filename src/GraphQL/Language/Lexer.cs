using System.Runtime.CompilerServices;

namespace DepGraph.GraphQL.Language;

/// <summary>
/// Cuts a document into tokens, one at a time; comments, white space, commas and byte order marks vanish.
/// https://spec.graphql.org/September2025/#sec-Language.Source-Text
/// </summary>
internal struct Lexer(Source source)
{
    private readonly Source _source = source;
    private readonly string _body = source.Body;
    private int _position;

    /// <summary>The next token; at the end of the text always <see cref="TokenKind.EndOfFile"/>.</summary>
    /// <exception cref="GraphQLSyntaxException">No token starts here, or it does not end as it must.</exception>
    public Token Next()
    {
        SkipIgnored();
        var start = _position;
        var code = CharacterAt(start);
        switch (code)
        {
            case -1:
                return new Token(TokenKind.EndOfFile, start, start);
            case '!':
                return Punctuator(TokenKind.Bang);
            case '$':
                return Punctuator(TokenKind.Dollar);
            case '&':
                return Punctuator(TokenKind.Ampersand);
            case '(':
                return Punctuator(TokenKind.LeftParenthesis);
            case ')':
                return Punctuator(TokenKind.RightParenthesis);
            case '.':
                return ReadSpread();
            case ':':
                return Punctuator(TokenKind.Colon);
            case '=':
                return Punctuator(TokenKind.EqualsSign);
            case '@':
                return Punctuator(TokenKind.At);
            case '[':
                return Punctuator(TokenKind.LeftBracket);
            case ']':
                return Punctuator(TokenKind.RightBracket);
            case '{':
                return Punctuator(TokenKind.LeftBrace);
            case '|':
                return Punctuator(TokenKind.Pipe);
            case '}':
                return Punctuator(TokenKind.RightBrace);
            case '"':
                return ReadString();
            case '-':
                return ReadNumber();
            default:
                return IsNameStart(code) ? ReadName()
                    : IsDigit(code) ? ReadNumber()
                    : throw UnexpectedCharacter(code);
        }
    }

    /// <summary>https://spec.graphql.org/September2025/#Ignored</summary>
    private void SkipIgnored()
    {
        while (_position < _body.Length)
        {
            switch (_body[_position])
            {
                case ' ' or ',' or '\n' or '\r' or '\t' or '\uFEFF':
                    _position++;
                    break;
                case '#':
                    SkipComment();
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary>https://spec.graphql.org/September2025/#sec-Comments</summary>
    private void SkipComment()
    {
        while (_position < _body.Length && _body[_position] is not ('\n' or '\r'))
        {
            var length = StringLexer.ScalarLength(_body, _position);
            if (length == 0)
            {
                return;
            }

            _position += length;
        }
    }

    private Token Punctuator(TokenKind kind) => new(kind, _position, ++_position);

    private Token ReadSpread()
    {
        var start = _position;
        if (CharacterAt(start + 1) == '.')
        {
            if (CharacterAt(start + 2) != '.')
            {
                throw Error(start, "Unexpected \"..\", did you mean \"...\"?");
            }

            _position = start + 3;
            return new Token(TokenKind.Spread, start, _position);
        }

        throw IsDigit(CharacterAt(start + 1))
            ? Error(start, "Invalid number, expected digit before \".\".")
            : UnexpectedCharacter('.');
    }

    /// <summary>https://spec.graphql.org/September2025/#Name</summary>
    private Token ReadName()
    {
        var start = _position++;
        while (_position < _body.Length && IsNameContinue(_body[_position]))
        {
            _position++;
        }

        return new Token(TokenKind.Name, start, _position);
    }

    private Token ReadString() =>
        string.CompareOrdinal(_body, _position, "\"\"\"", 0, 3) == 0
            ? StringLexer.ReadBlock(_source, ref _position)
            : StringLexer.Read(_source, ref _position);

    /// <summary>
    /// An Int or a Float; neither may be followed by a dot or a name, which keeps 0x1F and 1.5.5 from reading as two tokens.
    /// https://spec.graphql.org/September2025/#sec-Int-Value
    /// </summary>
    private Token ReadNumber()
    {
        var start = _position;
        var kind = TokenKind.Int;
        if (CharacterAt(_position) == '-')
        {
            _position++;
        }

        if (CharacterAt(_position) == '0')
        {
            _position++;
            if (IsDigit(CharacterAt(_position)))
            {
                throw Error(_position, $"Invalid number, unexpected digit after 0: {DescribeCharacter(_position)}.");
            }
        }
        else
        {
            ReadDigits();
        }

        if (CharacterAt(_position) == '.')
        {
            kind = TokenKind.Float;
            _position++;
            ReadDigits();
        }

        if (CharacterAt(_position) is 'e' or 'E')
        {
            kind = TokenKind.Float;
            _position++;
            if (CharacterAt(_position) is '+' or '-')
            {
                _position++;
            }

            ReadDigits();
        }

        var next = CharacterAt(_position);
        return next == '.' || IsNameStart(next) ? throw ExpectedDigit(_position) : new Token(kind, start, _position);
    }

    private void ReadDigits()
    {
        if (!IsDigit(CharacterAt(_position)))
        {
            throw ExpectedDigit(_position);
        }

        while (IsDigit(CharacterAt(_position)))
        {
            _position++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int CharacterAt(int position) => position < _body.Length ? _body[position] : -1;

    private static bool IsDigit(int code) => (uint)(code - '0') <= 9;

    private static bool IsNameStart(int code) => (uint)((code | 0x20) - 'a') <= 25 || code == '_';

    private static bool IsNameContinue(char code) => IsNameStart(code) || IsDigit(code);

    private readonly string DescribeCharacter(int position) => StringLexer.DescribeCharacter(_body, position);

    private readonly GraphQLSyntaxException Error(int position, string message) => new(_source, position, message);

    private readonly GraphQLSyntaxException ExpectedDigit(int position) =>
        Error(position, $"Invalid number, expected digit but got: {DescribeCharacter(position)}.");

    private readonly GraphQLSyntaxException UnexpectedCharacter(int code) =>
        Error(
            _position,
            code == '\'' ? "Unexpected single quote character ('), did you mean to use a double quote (\")?"
                : StringLexer.ScalarLength(_body, _position) > 0
                    ? $"Unexpected character: {DescribeCharacter(_position)}."
                : $"Invalid character: {DescribeCharacter(_position)}."
        );
}
