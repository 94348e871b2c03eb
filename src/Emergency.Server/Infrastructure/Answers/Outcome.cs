using System.Reflection;
using System.Text.Json;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Emergency.Server.Infrastructure.Answers;

/// <summary>
/// The answer of an endpoint: a value with the position at which it was read or written, or a problem (RFC 9457). Nothing else writes
/// either.
/// </summary>
internal sealed class Outcome<T> : IResult, IEndpointMetadataProvider
{
    private readonly T? _value;
    private readonly Position? _at;
    private readonly Problem? _problem;
    private readonly int _status = StatusCodes.Status200OK;
    private readonly TimeSpan? _retryAfter;

    private Outcome(Problem problem, TimeSpan? retryAfter = null) => (_problem, _retryAfter) = (problem, retryAfter);

    public Outcome(T value, Position? at = null, int status = StatusCodes.Status200OK) => (_value, _at, _status) = (value, at, status);

    public T? Value => _value;
    public Problem? Problem => _problem;

    public static implicit operator Outcome<T>(Problem problem) => new(problem);

    public static implicit operator Outcome<T>(T value) => new(value);

    public static Outcome<T> FromProblem(Problem problem, TimeSpan? retryAfter = null) => new(problem, retryAfter);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (_problem is not null)
            return Refuse(httpContext, _problem, _retryAfter);
        if (_at is { } at)
            httpContext.Response.Headers["X-Position"] = at.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        httpContext.Response.StatusCode = _status;
        if (_value is ILines file)
            return Write(httpContext, file);
        if (_value is IWritten written)
            return Write(httpContext, written, ContentType);
        if (_value is IFileOnDisk stored)
            return TypedResults.PhysicalFile(stored.Path, ContentType, enableRangeProcessing: true).ExecuteAsync(httpContext);
        return httpContext.Response.WriteAsJsonAsync(_value, Json.Options, httpContext.RequestAborted);
    }

    private static async Task Refuse(HttpContext context, Problem problem, TimeSpan? retryAfter)
    {
        await context.Denies(problem, context.Features.Get<Asked>() is not null);
        await ProblemWriter.Write(context, problem, retryAfter);
    }

    private static async Task Write(HttpContext context, IWritten written, string contentType)
    {
        context.Response.ContentType =
            written.Foreign
            ?? (contentType.StartsWith("application/vnd.", StringComparison.Ordinal) ? contentType : $"{contentType}; charset=utf-8");
        if (written.Foreign is not null)
            context.Response.Headers.ContentDisposition = "attachment";
        await context.Response.Body.WriteAsync(written.Bytes, context.RequestAborted);
    }

    // Reads the interface's static member from the one type that is answered here.
    private static string ContentType =>
        typeof(T).IsAssignableTo(typeof(ILines)) ? "application/x-ndjson"
        : typeof(T).IsAssignableTo(typeof(IMedia)) ? (string)typeof(T).GetProperty(nameof(IMedia.ContentType))!.GetValue(null)!
        : "application/json";

    private static async Task Write(HttpContext context, ILines file)
    {
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment";
        foreach (var line in file.Lines)
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, line, line.GetType(), Json.Options, context.RequestAborted);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
        }
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ContentType.Split(", ")));
        foreach (var status in (ReadOnlySpan<int>)[400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503, 507])
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
    }
}

/// <summary>A value that is written as one JSON object a line.</summary>
internal interface ILines
{
    IEnumerable<object> Lines { get; }
}

/// <summary>A value with a form of its own.</summary>
internal interface IMedia
{
    /// <summary>The media type; where there may be several, they are joined by ", ".</summary>
    static abstract string ContentType { get; }
}

/// <summary>A large file on the disk; a request may name a range of it (RFC 9110, section 14).</summary>
internal interface IFileOnDisk : IMedia
{
    /// <summary>The whole path.</summary>
    string Path { get; }
}

/// <summary>A value that is written as it is.</summary>
internal interface IWritten : IMedia
{
    ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>
    /// Media type of a file made by somebody else: it is sent to be saved or drawn, and never as a page. Null for our own files.
    /// </summary>
    string? Foreign => null;
}
