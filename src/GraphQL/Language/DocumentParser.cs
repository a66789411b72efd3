using System.Diagnostics.CodeAnalysis;

namespace DepGraph.GraphQL.Language;

/// <summary>
/// A recursive-descent parser with one token of lookahead (two after a description and after <c>extend</c>). This part moves
/// over tokens; the other parts hold the productions. One instance reads one document.
/// </summary>
internal sealed partial class DocumentParser
{
    private readonly Source _source;
    private readonly ParserOptions _options;
    private Lexer _lexer;
    private Token _token;
    private int _lastEnd;
    private int _tokens;
    private int _depth;

    public DocumentParser(Source source, ParserOptions options)
    {
        _source = source;
        _options = options;
        _lexer = new Lexer(source);
        _token = ReadToken();
    }

    private delegate T Production<out T>(DocumentParser parser);

    /// <summary>https://spec.graphql.org/September2025/#Document</summary>
    public DocumentNode ParseDocument()
    {
        var definitions = new List<DefinitionNode>();
        do
        {
            definitions.Add(ParseDefinition());
        } while (!Is(TokenKind.EndOfFile));

        return new DocumentNode(_source, definitions.ToArray()) { Start = 0, End = _source.Body.Length };
    }

    public ValueNode ParseSingleValue() => Whole(ParseValue(isConst: false));

    public TypeNode ParseSingleType() => Whole(ParseTypeReference());

    private T Whole<T>(T node)
    {
        Expect(TokenKind.EndOfFile);
        return node;
    }

    private Token ReadToken()
    {
        var token = _lexer.Next();
        if (token.Kind != TokenKind.EndOfFile && ++_tokens > _options.MaxTokens)
        {
            throw Error(token.Start, $"Document contains more than {_options.MaxTokens} tokens. Parsing aborted.");
        }

        return token;
    }

    private Token Advance()
    {
        var passed = _token;
        _lastEnd = passed.End;
        _token = ReadToken();
        return passed;
    }

    /// <summary>The token after the current one; nothing is consumed.</summary>
    private Token Lookahead()
    {
        var ahead = _lexer;
        return ahead.Next();
    }

    private bool Is(TokenKind kind) => _token.Kind == kind;

    private bool IsKeyword(string keyword) => IsKeyword(_token, keyword);

    private bool IsKeyword(Token token, string keyword) =>
        token.Kind == TokenKind.Name && TextOf(token).SequenceEqual(keyword);

    private ReadOnlySpan<char> TextOf(Token token) => _source.Body.AsSpan(token.Start, token.End - token.Start);

    private Token Expect(TokenKind kind) =>
        _token.Kind == kind
            ? Advance()
            : throw Error(_token.Start, $"Expected {kind.Describe()}, found {_token.Describe(_source)}.");

    private bool Take(TokenKind kind)
    {
        if (_token.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    private void ExpectKeyword(string keyword)
    {
        if (!TakeKeyword(keyword))
        {
            throw Error(_token.Start, $"Expected \"{keyword}\", found {_token.Describe(_source)}.");
        }
    }

    private bool TakeKeyword(string keyword)
    {
        if (!IsKeyword(keyword))
        {
            return false;
        }

        Advance();
        return true;
    }

    /// <summary>One or more between brackets, which are required.</summary>
    private T[] Many<T>(TokenKind open, Production<T> production, TokenKind close)
    {
        Expect(open);
        var nodes = new List<T>();
        do
        {
            nodes.Add(production(this));
        } while (!Take(close));

        return nodes.ToArray();
    }

    /// <summary>Nothing at all, or one or more between brackets.</summary>
    private T[] OptionalMany<T>(TokenKind open, Production<T> production, TokenKind close) =>
        Is(open) ? Many(open, production, close) : [];

    /// <summary>One or more with a delimiter between them and, if one likes, before the first.</summary>
    private T[] Delimited<T>(TokenKind delimiter, Production<T> production)
    {
        Take(delimiter);
        var nodes = new List<T>();
        do
        {
            nodes.Add(production(this));
        } while (Take(delimiter));

        return nodes.ToArray();
    }

    private void EnterLevel()
    {
        if (++_depth > _options.MaxDepth)
        {
            throw Error(
                _token.Start,
                $"Document is nested more than {_options.MaxDepth} levels deep. Parsing aborted."
            );
        }
    }

    private void LeaveLevel() => _depth--;

    private GraphQLSyntaxException Error(int offset, string message) => new(_source, offset, message);

    [DoesNotReturn]
    private void ThrowUnexpected() => throw Unexpected(_token);

    private GraphQLSyntaxException Unexpected(Token token) =>
        Error(token.Start, $"Unexpected {token.Describe(_source)}.");
}
