using DepGraph.Ingestion.Export;

namespace DepGraph.Ingestion.Tests.Export;

public sealed class OrderedEncodingTests
{
    [Fact]
    public async Task What_is_encoded_comes_in_the_order_of_the_batches()
    {
        const int Count = 20;
        // Of two neighbours the second one ends first.
        var ended = Enumerable.Range(0, Count).Select(_ => new ManualResetEventSlim()).ToArray();
        var written = new List<int>();

        await OrderedEncoding.RunAsync(
            Enumerable.Range(0, Count).ToAsyncEnumerable(),
            i =>
            {
                if (i % 2 == 0)
                {
                    ended[i + 1].Wait();
                }

                ended[i].Set();
                return i;
            },
            i =>
            {
                written.Add(i);
                return ValueTask.CompletedTask;
            },
            TestContext.Current.CancellationToken
        );

        written.ShouldBe(Enumerable.Range(0, Count));
    }

    [Fact]
    public async Task It_reads_no_further_than_a_few_batches_ahead()
    {
        var (read, written) = (0, 0);

        await OrderedEncoding.RunAsync(
            Enumerable.Range(0, 500).ToAsyncEnumerable().Select(i => read = i + 1),
            i => i,
            _ =>
            {
                (read - written).ShouldBeLessThanOrEqualTo(Environment.ProcessorCount + 2);
                written++;
                return ValueTask.CompletedTask;
            },
            TestContext.Current.CancellationToken
        );

        written.ShouldBe(500);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_encoded_ends_it_and_nothing_runs_on()
    {
        var running = 0;

        await Should.ThrowAsync<InvalidDataException>(
            OrderedEncoding.RunAsync(
                Enumerable.Range(0, 500).ToAsyncEnumerable(),
                i =>
                {
                    Interlocked.Increment(ref running);
                    try
                    {
                        return i == 3 ? throw new InvalidDataException("It is broken.") : i;
                    }
                    finally
                    {
                        Interlocked.Decrement(ref running);
                    }
                },
                _ => ValueTask.CompletedTask,
                TestContext.Current.CancellationToken
            )
        );

        running.ShouldBe(0);
    }
}
