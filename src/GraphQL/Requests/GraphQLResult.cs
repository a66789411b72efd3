using System.Buffers;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Requests;

/// <summary>How far a request got.</summary>
public enum ResultKind
{
    /// <summary>It was executed: the response has <c>data</c>, be it null, and perhaps <c>errors</c>.</summary>
    Executed,

    /// <summary>It was refused before execution (syntax, validation, variables, limits): the response has no <c>data</c>.</summary>
    RequestError,

    /// <summary>Refused because it is not a query and <see cref="GraphQLRequest.QueriesOnly"/> is set.</summary>
    MutationByGet,
}

/// <summary>A response as JSON in pooled memory. Dispose it once it is written; it is not to be touched after that.</summary>
public sealed class GraphQLResult : IDisposable
{
    internal GraphQLResult() { }

    public ResultKind Kind => throw new NotImplementedException();

    public bool HasErrors => throw new NotImplementedException();

    /// <summary>Null when the request was refused before its operation was known.</summary>
    public OperationKind? Operation => throw new NotImplementedException();

    public string? OperationName => throw new NotImplementedException();

    /// <summary>Bytes of the response.</summary>
    public long Length => throw new NotImplementedException();

    /// <summary>A response of nothing but an error: for what a transport refuses itself.</summary>
    public static GraphQLResult ForRequestError(params IReadOnlyList<GraphQLError> errors) =>
        throw new NotImplementedException();

    /// <summary>Copies the response; flushing is the caller's.</summary>
    public void WriteTo(IBufferWriter<byte> output) => throw new NotImplementedException();

    public byte[] ToArray() => throw new NotImplementedException();

    public override string ToString() => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
