using System.Buffers;

namespace DepGraph.GraphApi.Http.EventStreams;

/// <summary>Frames of an event stream. https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream</summary>
internal static class EventWriter
{
    private static readonly SearchValues<byte> LineBreaks = SearchValues.Create("\r\n"u8);

    /// <summary>A line that readers ignore.</summary>
    public static void WriteComment(IBufferWriter<byte> output) => output.Write(":\n\n"u8);

    /// <summary>One response.</summary>
    public static void WriteNext(IBufferWriter<byte> output, GraphQL.Requests.GraphQLResult result)
    {
        output.Write("event: next\ndata: "u8);
        result.WriteTo(new OneLine(output));
        output.Write("\n\n"u8);
    }

    /// <summary>There is nothing more to come. Its data is empty, but there: without any, browsers would not tell of it.</summary>
    public static void WriteComplete(IBufferWriter<byte> output) => output.Write("event: complete\ndata: \n\n"u8);

    /// <summary>
    /// Line breaks would end the field. In JSON they stand between tokens only, where a space means the same; such JSON comes
    /// from registries, as it was published.
    /// </summary>
    private sealed class OneLine(IBufferWriter<byte> output) : IBufferWriter<byte>
    {
        private Memory<byte> written;

        public void Advance(int count)
        {
            var text = written.Span[..count];
            for (int at; (at = text.IndexOfAny(LineBreaks)) >= 0; text = text[(at + 1)..])
            {
                text[at] = (byte)' ';
            }

            output.Advance(count);
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => written = output.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
