using System.Buffers;
using System.Text;
using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;

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
    private static ReadOnlySpan<byte> ErrorsKey => "{\"errors\":"u8;

    private readonly ResponseWriter _writer;
    private readonly Region _region;
    private Action? _release;

    /// <param name="region">The whole response.</param>
    /// <param name="release">Takes the writer back.</param>
    internal GraphQLResult(ResponseWriter writer, Region region, Action release)
    {
        _writer = writer;
        _region = region;
        _release = release;
    }

    public ResultKind Kind { get; internal init; }

    public bool HasErrors { get; internal init; }

    /// <summary>Null when the request was refused before its operation was known.</summary>
    public OperationKind? Operation { get; internal init; }

    public string? OperationName { get; internal init; }

    /// <summary>What the operation was reckoned to cost; 0 when it was refused before.</summary>
    public double Cost { get; internal init; }

    /// <summary>Bytes of the response.</summary>
    public long Length
    {
        get
        {
            var counter = new Counter();
            _region.Emit(_writer, ref counter);
            return counter.Count;
        }
    }

    /// <summary>A response of nothing but errors: for what a transport refuses itself.</summary>
    public static GraphQLResult ForRequestError(params IReadOnlyList<GraphQLError> errors) =>
        ForRequestError(errors, ResultKind.RequestError, null, null);

    /// <summary>Copies the response; flushing is the caller's.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        var copier = new Copier(output);
        _region.Emit(_writer, ref copier);
    }

    /// <summary>Copies the list of errors alone, for transports that send it without anything around it.</summary>
    /// <exception cref="InvalidOperationException">The request was executed: its errors belong to its data.</exception>
    public void WriteErrorsTo(IBufferWriter<byte> output)
    {
        if (Kind == ResultKind.Executed)
        {
            throw new InvalidOperationException("Only a request that was not executed has nothing but errors.");
        }

        var copier = new Copier(output);
        new Region { Start = _region.Start + ErrorsKey.Length, End = _region.End - 1 }.Emit(_writer, ref copier);
    }

    public byte[] ToArray()
    {
        var output = new ArrayBufferWriter<byte>();
        WriteTo(output);
        return output.WrittenSpan.ToArray();
    }

    public override string ToString() => Encoding.UTF8.GetString(ToArray());

    public void Dispose()
    {
        _release?.Invoke();
        _release = null;
    }

    internal static GraphQLResult ForRequestError(
        IReadOnlyList<GraphQLError> errors,
        ResultKind kind,
        OperationKind? operation,
        string? operationName
    )
    {
        var writer = new ResponseWriter();
        writer.WriteRaw(ErrorsKey);
        ErrorWriter.WriteErrors(writer, errors);
        writer.WriteByte((byte)'}');
        return new GraphQLResult(writer, new Region { Start = 0, End = writer.Position }, writer.Dispose)
        {
            Kind = kind,
            HasErrors = true,
            Operation = operation,
            OperationName = operationName,
        };
    }

    private struct Counter : IByteSink
    {
        public long Count { get; private set; }

        public void Write(ReadOnlySpan<byte> bytes) => Count += bytes.Length;
    }

    private readonly struct Copier(IBufferWriter<byte> output) : IByteSink
    {
        public void Write(ReadOnlySpan<byte> bytes) => output.Write(bytes);
    }
}
