using System.Collections.Concurrent;
using System.Collections.Immutable;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Emergency.Server.Tests.Nights;

/// <summary>
/// A 120 centre on a real port: two messages under one id count once. It refuses some messages, and loses the answer to some.
/// </summary>
internal sealed class Hospital : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Hospital(WebApplication app) => _app = app;

    /// <summary>Ids of all messages that were taken.</summary>
    public ConcurrentDictionary<string, bool> Taken { get; } = new(StringComparer.Ordinal);

    /// <summary>Its fate; null while it takes nothing at all.</summary>
    public Fate? Fate { get; set; }

    public ImmutableSortedDictionary<string, HotlineSettings> Lines =>
        ImmutableSortedDictionary
            .Create<string, HotlineSettings>(StringComparer.Ordinal)
            .Add("119", new(Borough.Secret, Home: Borough.County))
            .Add(
                "120",
                new(
                    Borough.Secret,
                    new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single())
                )
            );

    public static async Task<Hospital> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var hospital = new Hospital(app);
        app.MapGet(
            "/alive",
            () => Results.StatusCode(hospital.Fate is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK)
        );
        app.MapPost("/messages", hospital.Take);
        await app.StartAsync();
        return hospital;
    }

    private IResult Take(HttpContext context)
    {
        if (Fate is not { } fate || fate.Once(fate.Rate))
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        Taken[context.Request.Headers["webhook-id"].ToString()] = true;
        if (fate.Once(fate.Rate))
            context.Abort();
        return Results.Ok();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
