using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace DepGraph.Testing;

/// <summary>Posts GraphQL as a downstream service does.</summary>
public static class GraphQLClient
{
    /// <summary>The whole answer: <c>data</c>, <c>errors</c> and <c>extensions</c>.</summary>
    /// <param name="program">The program to ask.</param>
    /// <param name="query">The document.</param>
    /// <param name="variables">Null for none.</param>
    /// <param name="wait">Seconds for <c>Prefer: wait=</c>; null for none.</param>
    public static async Task<JsonElement> AskAsync(
        this DepGraphProgram program,
        string query,
        object? variables = null,
        int? wait = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = JsonContent.Create(new { query, variables });
        if (wait is not null)
        {
            request.Headers.Add("Prefer", $"wait={wait}");
        }

        using var response = await program.Http.SendAsync(request);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The answer's data; an answer with errors fails the test.</summary>
    public static async Task<JsonElement> DataAsync(
        this DepGraphProgram program,
        string query,
        object? variables = null,
        int? wait = null
    )
    {
        var answer = await program.AskAsync(query, variables, wait);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data");
    }
}
