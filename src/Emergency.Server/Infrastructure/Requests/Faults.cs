using System.Text.Json;
using Emergency.Domain.People;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;
using Microsoft.Extensions.Primitives;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>
/// Turns every exception of the framework or of a bug into a problem; nothing else does. Also gives a problem to answers of the router that
/// have no body.
/// </summary>
internal sealed class Faults(RequestDelegate next, ILogger<Faults> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // The headers of every answer are already set, and must also go with the answer to a fault.
        KeyValuePair<string, StringValues>[] always = [.. context.Response.Headers];
#pragma warning disable CA1031 // The last line of defence: for any fault the asker gets a problem and the log the trace.
        try
        {
            await next(context);
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            if (fault is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
                return;
            await Answer(context, fault, always);
            return;
        }
#pragma warning restore CA1031
        if (
            !context.Response.HasStarted
            && context.Response.ContentLength is null
            && context.Response.ContentType is null
            && Bare(context.Response.StatusCode) is { } problem
        )
            await ProblemWriter.Write(context, problem);
    }

    private async Task Answer(HttpContext context, Exception fault, KeyValuePair<string, StringValues>[] always)
    {
        context.Response.Clear();
        foreach (var (name, value) in always)
            context.Response.Headers[name] = value;
        // The message of a fault or the request may contain personal data: the log gets type and place only.
        if (Known(fault) is not { } problem)
        {
            log.LogError(
                "{Fault} in {Route}, trace {Trace}\n{Stack}",
                fault.GetType().Name,
                context.GetEndpoint()?.DisplayName ?? "no route",
                System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
                fault.StackTrace
            );
            problem = new Problem("server.bug", []);
        }
        await ProblemWriter.Write(context, problem);
    }

    private static Problem? Known(Exception fault) =>
        fault switch
        {
            KeyGone => Problem.Of(Residents.Erased),
            NotKept { Full: true } => new Problem(EngineCodes.Full, []),
            NotKept => new Problem("engine.stopped", []),
            ViewsBehind behind => Problem.Behind(behind.Percent),
            ViewBroken broken => new Problem("view.broken", [broken.View]),
            StreamUnreadable => new Problem("engine.broken", []),
            BodyTooLarge large => new Problem("request.too-large", [large.Most]),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Problem(
                "request.too-large",
                [new BodyTooLarge(Received.Limit).Most]
            ),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => new Problem("request.unsupported", []),
            BadHttpRequestException { InnerException: JsonException json } => Problem.Bad($"{Json.PathOf(json)}: not as described"),
            BadHttpRequestException => Problem.Bad("$: not as described"),
            _ => null,
        };

    private static Problem? Bare(int status) =>
        status switch
        {
            StatusCodes.Status400BadRequest => Problem.Bad("$: not as described"),
            StatusCodes.Status404NotFound => Problem.NotFound,
            StatusCodes.Status405MethodNotAllowed => new Problem("request.method", []),
            StatusCodes.Status413PayloadTooLarge => new Problem("request.too-large", [new BodyTooLarge(Received.Limit).Most]),
            StatusCodes.Status415UnsupportedMediaType => new Problem("request.unsupported", []),
            _ => null,
        };
}
