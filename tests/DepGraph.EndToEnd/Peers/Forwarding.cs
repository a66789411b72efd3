using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DepGraph.EndToEnd.Peers;

/// <summary>Answers with what another registry answers, byte for byte.</summary>
public static class Forwarding
{
    private static readonly string[] RequestHeaders = ["Accept", "Accept-Encoding", "If-None-Match"];

    private static readonly HttpClient Http = new(
        new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, UseProxy = false }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public static RequestDelegate To(Uri registry) =>
        async context =>
        {
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(registry, target));
            foreach (var name in RequestHeaders)
            {
                request.Headers.TryAddWithoutValidation(name, context.Request.Headers[name].ToArray());
            }

            using var response = await Http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                context.RequestAborted
            );
            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.Headers.ETag = response.Headers.ETag?.ToString();
            foreach (var (name, values) in response.Content.Headers)
            {
                context.Response.Headers[name] = values.ToArray();
            }

            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        };
}
