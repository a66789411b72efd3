using DepGraph.GraphApi.Http.EventStreams;
using DepGraph.GraphApi.Http.Streaming;
using DepGraph.GraphApi.Web;
using DepGraph.GraphQL;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Requests;
using DepGraph.Ingestion.Graph;

namespace DepGraph.GraphApi.Http;

/// <summary>
/// GraphQL over HTTP at /graphql: POST with a JSON body, GET for queries, either as an event stream where the client wants one,
/// <c>?sdl</c> for the schema, and the IDE for a browser that just opens the address. https://graphql.github.io/graphql-over-http/draft/
/// </summary>
internal sealed partial class GraphQLEndpoint(
    GraphQLEngine engine,
    PackageGraph graph,
    ConsistentReads reads,
    StreamPlaces places,
    EventStreamResponse events,
    IdeFiles ide,
    ILogger<GraphQLEndpoint> logger
)
{
    public Task HandleAsync(HttpContext context)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsPost(method))
        {
            return HandlePostAsync(context);
        }

        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
        {
            return HandleGetAsync(context);
        }

        return RefuseAsync(
            context,
            StatusCodes.Status405MethodNotAllowed,
            $"Use POST or GET; {method} is not allowed here.",
            allow: "GET, POST"
        );
    }

    private async Task HandlePostAsync(HttpContext context)
    {
        if (!TryNegotiate(context, out var mediaType))
        {
            return;
        }

        if (!RequestContentType.IsJson(context.Request.ContentType) || IsCompressed(context.Request))
        {
            await RefuseAsync(
                context,
                StatusCodes.Status415UnsupportedMediaType,
                "The body must be JSON in UTF-8, uncompressed, with `Content-Type: application/json`."
            );
            return;
        }

        ResponseStream? stream = null;
        try
        {
            using var body = await RequestBody.ReadAsync(context.Request);
            if (GraphQLRequest.TryParse(body.Content, out var request, out var error))
            {
                stream = await ExecuteAsync(context, request, mediaType);
            }
            else
            {
                Write(context, GraphQLResult.ForRequestError(error), mediaType, StatusCodes.Status400BadRequest);
            }
        }
        catch (BadHttpRequestException refused)
        {
            await RefuseAsync(context, refused.StatusCode, refused.Message);
        }

        // The body is not kept for as long as a stream may last.
        await WriteAsync(context, stream);
    }

    private async Task HandleGetAsync(HttpContext context)
    {
        var parameters = context.Request.Query;
        if (parameters.ContainsKey("sdl"))
        {
            await WriteSchemaAsync(context);
            return;
        }

        var accept = context.Request.Headers.Accept;
        if (!NamesDocument(parameters) && AcceptHeader.Negotiate(accept, offerHtml: true) == ResponseMediaType.Html)
        {
            await ide.WritePageAsync(context);
            return;
        }

        if (!TryNegotiate(context, out var mediaType))
        {
            return;
        }

        if (
            GraphQLRequest.TryCreate(
                parameters["query"],
                parameters["operationName"],
                parameters["variables"],
                parameters["extensions"],
                parameters.TryGetValue("documentId", out var id) ? id : parameters["id"],
                out var request,
                out var error
            )
        )
        {
            await WriteAsync(context, await ExecuteAsync(context, request, mediaType));
        }
        else
        {
            Write(context, GraphQLResult.ForRequestError(error), mediaType, StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>Executes the request and writes the response, or gives the stream that has yet to be written.</summary>
    private async ValueTask<ResponseStream?> ExecuteAsync(
        HttpContext context,
        GraphQLRequest request,
        ResponseMediaType mediaType
    )
    {
        if (!CostHeader.TryApply(context.Request.Headers, request))
        {
            Refuse(
                context,
                StatusCodes.Status400BadRequest,
                $"The header {CostHeader.Name} must be `report` (execute and tell the cost) or `validate` (tell the cost only)."
            );
            return null;
        }

        var preferred = PreferHeader.GetWait(context.Request.Headers["Prefer"]);
        if (preferred is not null)
        {
            context.Response.Headers["Preference-Applied"] = $"wait={(int)graph.WaitOf(preferred).TotalSeconds}";
        }

        RequestId.Apply(context);
        try
        {
            if (await reads.RefusalAsync(context.RequestAborted) is { } refusal)
            {
                Write(context, refusal, mediaType, StatusCodes.Status503ServiceUnavailable);
                return null;
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogClientLeft(context.TraceIdentifier);
            return null;
        }

        if (await StreamAsync(context, request, mediaType, preferred) is { } stream)
        {
            return stream;
        }

        using var activity = OperationTelemetry.Start();
        var started = OperationTelemetry.Timestamp();
        try
        {
            using var session = graph.BeginSession(preferred, context.RequestAborted);
            var result = await engine.ExecuteAsync(request, session, context.RequestAborted);
            OperationTelemetry.Stop(activity, started, result);
            Write(context, result, mediaType, StatusOf(result.Kind, mediaType));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogClientLeft(context.TraceIdentifier);
        }

        return null;
    }

    /// <summary>
    /// The request's responses as a stream, when the client wants one: for anything when it likes streams best, for a subscription
    /// whenever it takes them.
    /// </summary>
    private async ValueTask<ResponseStream?> StreamAsync(
        HttpContext context,
        GraphQLRequest request,
        ResponseMediaType mediaType,
        TimeSpan? preferred
    )
    {
        if (
            mediaType != ResponseMediaType.EventStream
            && !AcceptHeader.TakesEventStream(context.Request.Headers.Accept)
        )
        {
            return null;
        }

        var aborted = context.RequestAborted;
        var stream = await engine.StreamAsync(request, () => graph.BeginSession(preferred, aborted), aborted);
        if (mediaType == ResponseMediaType.EventStream || stream.Operation == OperationKind.Subscription)
        {
            return stream;
        }

        stream.Dispose();
        return null;
    }

    private async Task WriteAsync(HttpContext context, ResponseStream? stream)
    {
        using (stream)
        {
            if (stream is null)
            {
                return;
            }

            if (!places.TryTake(out var place))
            {
                await PlainResponse.WriteBusyAsync(context);
                return;
            }

            using (place)
            {
                await events.WriteAsync(context, stream);
            }
        }
    }

    private static bool NamesDocument(IQueryCollection parameters) =>
        parameters.ContainsKey("query")
        || parameters.ContainsKey("extensions")
        || parameters.ContainsKey("documentId")
        || parameters.ContainsKey("id");

    private static int StatusOf(ResultKind kind, ResponseMediaType mediaType) =>
        kind switch
        {
            ResultKind.MutationByGet => StatusCodes.Status405MethodNotAllowed,
            ResultKind.RequestError when mediaType == ResponseMediaType.GraphQLResponse =>
                StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status200OK,
        };

    /// <summary>Writes the result, whose memory goes back to its pool; the server flushes when the request ends.</summary>
    private static void Write(HttpContext context, GraphQLResult result, ResponseMediaType mediaType, int status)
    {
        using (result)
        {
            var response = context.Response;
            response.StatusCode = status;
            response.ContentType =
                mediaType == ResponseMediaType.GraphQLResponse
                    ? "application/graphql-response+json; charset=utf-8"
                    : "application/json; charset=utf-8";
            response.ContentLength = result.Length;
            if (status == StatusCodes.Status405MethodNotAllowed)
            {
                response.Headers.Allow = "POST";
            }

            if (!HttpMethods.IsHead(context.Request.Method))
            {
                result.WriteTo(response.BodyWriter);
            }
        }
    }

    private static bool TryNegotiate(HttpContext context, out ResponseMediaType mediaType)
    {
        mediaType = AcceptHeader.Negotiate(context.Request.Headers.Accept);
        if (mediaType != ResponseMediaType.None)
        {
            return true;
        }

        Refuse(
            context,
            StatusCodes.Status406NotAcceptable,
            "Answers are application/graphql-response+json, application/json or text/event-stream; the Accept header allows none of them."
        );
        return false;
    }

    private Task WriteSchemaAsync(HttpContext context)
    {
        if (!engine.Options.Limits.AllowIntrospection)
        {
            return RefuseAsync(
                context,
                StatusCodes.Status403Forbidden,
                "Introspection is switched off here (GraphQL:Introspection), and so is the schema's text."
            );
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(engine.Schema.Sdl, context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string message, string? allow = null)
    {
        Refuse(context, status, message);
        if (allow is not null)
        {
            context.Response.Headers.Allow = allow;
        }

        return Task.CompletedTask;
    }

    private static void Refuse(HttpContext context, int status, string message) =>
        Write(context, GraphQLResult.ForRequestError(new GraphQLError(message)), ResponseMediaType.Json, status);

    private static bool IsCompressed(HttpRequest request) =>
        request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity";

    [LoggerMessage(Level = LogLevel.Debug, Message = "Request {RequestId}: the client left before its answer")]
    private partial void LogClientLeft(string requestId);
}
