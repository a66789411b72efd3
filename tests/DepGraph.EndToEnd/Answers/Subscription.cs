using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Answers;

/// <summary>An event stream of the API, from its head on.</summary>
public sealed class Subscription : IDisposable
{
    private const string Data = "data: ";

    private readonly HttpResponseMessage response;
    private readonly StreamReader reader;

    private Subscription(HttpResponseMessage response, StreamReader reader) =>
        (this.response, this.reader) = (response, reader);

    public static async Task<Subscription> OpenAsync(DepGraphProgram program, string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = JsonContent.Create(new { query, variables });
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        var response = await program.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new Subscription(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event's <c>data</c>; fails for one with errors, and when there is none any more.</summary>
    public async Task<JsonElement> NextAsync()
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Data, StringComparison.Ordinal) && line.Length > Data.Length)
            {
                var answer = JsonElement.Parse(line[Data.Length..]);
                answer.TryGetProperty("errors", out var errors).ShouldBeFalse(errors.ToString());
                return answer.GetProperty("data");
            }
        }

        throw new InvalidOperationException("The stream has ended.");
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
