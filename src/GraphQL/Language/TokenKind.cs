namespace DepGraph.GraphQL.Language;

/// <summary>https://spec.graphql.org/September2025/#Token</summary>
internal enum TokenKind : byte
{
    StartOfFile,
    EndOfFile,
    Bang,
    Dollar,
    Ampersand,
    LeftParenthesis,
    RightParenthesis,
    Spread,
    Colon,
    EqualsSign,
    At,
    LeftBracket,
    RightBracket,
    LeftBrace,
    Pipe,
    RightBrace,
    Name,
    Int,
    Float,
    String,
    BlockString,
}

internal static class TokenKindExtensions
{
    /// <summary>How an error message names a token of this kind.</summary>
    public static string Describe(this TokenKind kind) =>
        kind switch
        {
            TokenKind.StartOfFile => "<SOF>",
            TokenKind.EndOfFile => "<EOF>",
            TokenKind.Bang => "\"!\"",
            TokenKind.Dollar => "\"$\"",
            TokenKind.Ampersand => "\"&\"",
            TokenKind.LeftParenthesis => "\"(\"",
            TokenKind.RightParenthesis => "\")\"",
            TokenKind.Spread => "\"...\"",
            TokenKind.Colon => "\":\"",
            TokenKind.EqualsSign => "\"=\"",
            TokenKind.At => "\"@\"",
            TokenKind.LeftBracket => "\"[\"",
            TokenKind.RightBracket => "\"]\"",
            TokenKind.LeftBrace => "\"{\"",
            TokenKind.Pipe => "\"|\"",
            TokenKind.RightBrace => "\"}\"",
            TokenKind.BlockString => "BlockString",
            _ => kind.ToString(),
        };
}
