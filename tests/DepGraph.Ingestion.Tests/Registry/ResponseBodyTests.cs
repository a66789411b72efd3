using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Registry;

public sealed class ResponseBodyTests
{
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task The_time_that_passes_between_two_reads_is_no_silence_of_the_registry()
    {
        var time = new ManualTime();
        using var deadline = new AttemptDeadline(Stall, time, CancellationToken.None);
        using var share = await new ByteGate(1 << 20).EnterAsync(1, CancellationToken.None);
        await using var body = new ResponseBody(new MemoryStream(new byte[100]), deadline, Stall, share, expansion: 1);

        (await body.ReadAsync(new byte[60])).ShouldBe(60);
        time.Advance(Stall * 2);

        (await body.ReadAsync(new byte[60])).ShouldBe(40);
        body.Received.ShouldBe(100);
    }
}
