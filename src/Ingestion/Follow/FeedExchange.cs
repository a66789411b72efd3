using System.Buffers;
using DepGraph.Ingestion.Registry;

namespace DepGraph.Ingestion.Follow;

/// <summary>
/// One request to a feed's host and its answer, whole: bounded in size and time, and asked once. Whoever follows asks again.
/// </summary>
/// <param name="transport">The connections.</param>
/// <param name="options">The registry's times.</param>
/// <param name="time">The clock.</param>
/// <param name="mostBytes">The largest answer, decompressed. Some 150 bytes a change are usual.</param>
internal sealed class FeedExchange(
    Func<Task<HttpMessageInvoker>> transport,
    RegistryOptions options,
    TimeProvider time,
    int mostBytes = FeedExchange.MostBytes
)
{
    private const int MostBytes = 32 << 20;
    private const int ChunkBytes = 64 << 10;

    /// <exception cref="FeedException">There is no such answer.</exception>
    /// <exception cref="OperationCanceledException">The token given was cancelled.</exception>
    public async Task<ReadOnlyMemory<byte>> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        var name = address.GetLeftPart(UriPartial.Path);
        using var total = new CancellationTokenSource(options.TotalTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(total.Token, cancellationToken);
        using var deadline = new AttemptDeadline(options.HeadersTimeout, time, either.Token);
        try
        {
            using var request = CreateRequest(address);
            using var response = await (await transport()).SendAsync(request, deadline.Token);
            return response.IsSuccessStatusCode
                ? await ReadAsync(name, response, deadline)
                : throw FeedStatus.Refused(name, response, time);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException failure)
        {
            var limit = total.IsCancellationRequested ? options.TotalTimeout : options.HeadersTimeout;
            throw new FeedException($"{name} did not answer within {limit.TotalSeconds:0.###} s, or stopped.", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidDataException)
        {
            var reason = failure.InnerException is { } inner ? $"{failure.Message} {inner.Message}" : failure.Message;
            throw new FeedException($"{name} cannot be read: {reason}", failure);
        }
    }

    private static HttpRequestMessage CreateRequest(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", ContentCoding.Offer);
        request.Headers.TryAddWithoutValidation("User-Agent", RegistryExchange.UserAgent);
        return request;
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(
        string name,
        HttpResponseMessage response,
        AttemptDeadline deadline
    )
    {
        var coding = ResponseHeader.Find(response, "Content-Encoding")?.ToLowerInvariant();
        await using var body = await response.Content.ReadAsStreamAsync(deadline.Token);
        await using var content =
            ContentCoding.Decode(coding == "identity" ? null : coding, body)
            ?? throw new FeedException($"{name} answered in the coding \"{coding}\", which was not offered.");
        var document = new ArrayBufferWriter<byte>(ChunkBytes);
        while (true)
        {
            deadline.Restart(options.StallTimeout);
            var count = await content.ReadAsync(document.GetMemory(ChunkBytes), deadline.Token);
            document.Advance(count);
            if (count == 0)
            {
                return document.WrittenMemory;
            }

            if (document.WrittenCount > mostBytes)
            {
                throw new FeedException($"{name} answered with more than {mostBytes:N0} bytes.") { IsTooLarge = true };
            }
        }
    }
}
