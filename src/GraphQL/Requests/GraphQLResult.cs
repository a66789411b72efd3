using System.Buffers;
using System.Text;
using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Limits;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Requests;

/// <summary>How far a request got.</summary>
public enum ResultKind
{
    /// <summary>It was executed: the response has <c>data</c>, be it null, and perhaps <c>errors</c>.</summary>
    Executed,

    /// <summary>It was refused before execution (syntax, validation, variables, limits): the response has no <c>data</c>.</summary>
    RequestError,

    /// <summary>Not executed, as <see cref="CostMode.Validate"/> asks: the response has nothing but <c>extensions</c>.</summary>
    CostValidated,

    /// <summary>Refused because it is not a query and <see cref="GraphQLRequest.QueriesOnly"/> is set.</summary>
    MutationByGet,
}

/// <summary>A response as JSON in pooled memory. Dispose it once it is written; it is not to be touched after that.</summary>
public sealed class GraphQLResult : IDisposable
{
    private static ReadOnlySpan<byte> ErrorsKey => "{\"errors\":"u8;

    private readonly ResponseWriter _writer;
    private readonly Region _region;
    private readonly Region? _errors;
    private Action? _release;

    /// <param name="region">The whole response.</param>
    /// <param name="release">Takes the writer back.</param>
    internal GraphQLResult(ResponseWriter writer, Region region, Action release)
    {
        _writer = writer;
        _region = region;
        _release = release;
    }

    /// <param name="errors">The list of errors alone; null when there is none.</param>
    private GraphQLResult(ResponseWriter writer, Region region, Region? errors)
        : this(writer, region, writer.Dispose) => _errors = errors;

    public ResultKind Kind { get; internal init; }

    /// <summary>Whether the response is nothing but errors, for the request was refused before anything was executed.</summary>
    public bool IsRefused => Kind is ResultKind.RequestError or ResultKind.MutationByGet;

    public bool HasErrors { get; internal init; }

    /// <summary>Null when the request was refused before its operation was known.</summary>
    public OperationKind? Operation { get; internal init; }

    public string? OperationName { get; internal init; }

    /// <summary>What the operation was reckoned to cost; 0 when it was refused before that.</summary>
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
    /// <exception cref="InvalidOperationException">It was not refused: its errors, if any, belong to its data.</exception>
    public void WriteErrorsTo(IBufferWriter<byte> output)
    {
        if (_errors is null)
        {
            throw new InvalidOperationException("Only a request that was refused has nothing but errors.");
        }

        var copier = new Copier(output);
        _errors.Emit(_writer, ref copier);
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
        string? operationName,
        CostReport? cost = null
    )
    {
        var writer = new ResponseWriter();
        writer.WriteRaw(ErrorsKey);
        var list = new Region { Start = writer.Position };
        ErrorWriter.WriteErrors(writer, errors);
        list.End = writer.Position;
        if (cost is { } report)
        {
            writer.WriteByte((byte)',');
            report.WriteTo(writer);
        }

        writer.WriteByte((byte)'}');
        return new GraphQLResult(writer, new Region { Start = 0, End = writer.Position }, list)
        {
            Kind = kind,
            HasErrors = true,
            Operation = operation,
            OperationName = operationName,
            Cost = cost?.Requested ?? 0,
        };
    }

    /// <summary>The cost of an operation that is not to be executed.</summary>
    internal static GraphQLResult ForCost(CostReport cost, OperationKind operation, string? operationName)
    {
        var writer = new ResponseWriter();
        writer.WriteByte((byte)'{');
        cost.WriteTo(writer);
        writer.WriteByte((byte)'}');
        return new GraphQLResult(writer, new Region { Start = 0, End = writer.Position }, errors: null)
        {
            Kind = ResultKind.CostValidated,
            Operation = operation,
            OperationName = operationName,
            Cost = cost.Requested,
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
