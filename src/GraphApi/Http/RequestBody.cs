using System.Buffers;
using System.IO.Pipelines;

namespace DepGraph.GraphApi.Http;

/// <summary>
/// A request's whole body. It stays in the server's own buffer when it lies there in one piece, as bodies of usual size do;
/// dispose it only when nothing reads it any more.
/// </summary>
internal readonly struct RequestBody : IDisposable
{
    private readonly PipeReader reader;
    private readonly SequencePosition end;
    private readonly byte[]? rented;

    private RequestBody(PipeReader reader, in ReadOnlySequence<byte> body)
    {
        this.reader = reader;
        end = body.End;
        if (body.IsSingleSegment)
        {
            Content = body.First;
            return;
        }

        var length = checked((int)body.Length);
        rented = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(rented);
        Content = rented.AsMemory(0, length);
    }

    public ReadOnlyMemory<byte> Content { get; }

    /// <exception cref="BadHttpRequestException">It is too large, too slow or cut off; it has the status to answer with.</exception>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.IsCompleted)
            {
                return new RequestBody(reader, read.Buffer);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public void Dispose()
    {
        reader.AdvanceTo(end);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
