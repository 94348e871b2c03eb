using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Hosting.Pipeline;

/// <summary>Sets up the steps of every request before its handler.</summary>
internal static class RequestRoom
{
    public static WebApplicationBuilder AddRequests(this WebApplicationBuilder builder, Settings settings)
    {
        Foundation.Logging.Logs.Set(builder.Logging);
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Above our own limit, so that a sender of a little too much still learns why: past this one the connection is cut.
            kestrel.Limits.MaxRequestBodySize = 4L * Received.Limit;
        });
        builder
            .Services.AddSingleton(settings)
            .AddSingleton<Clock>()
            .AddSingleton<CatchingUp>()
            .AddSingleton<HeavyReadings>()
            .AddSingleton<Infrastructure.Answers.SecurityLog>()
            .AddSingleton<Pages.PageFaults>();
        builder.Services.ConfigureHttpJsonOptions(json => Json.Make(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        return builder;
    }

    public static WebApplication MapRequests(this WebApplication app)
    {
        app.UseMiddleware<Faults>();
        app.UseWebSockets();
        app.Use(
            (context, next) =>
            {
                // HTTP/2 opens a web socket with CONNECT (RFC 8441): the later steps get it as the GET that it is on HTTP/1.1.
                if (context.WebSockets.IsWebSocketRequest)
                    context.Request.Method = HttpMethods.Get;
                return next(context);
            }
        );
        app.UseRouting();
        app.UseMiddleware<StartGate>();
        app.UseMiddleware<Entrance>();
        app.UseMiddleware<Across.Live.SocketGate>();
        return app;
    }

    /// <summary>
    /// The group to which every noun adds its routes. Forged requests are refused at the entrance, for forms too: the framework's own check
    /// is off.
    /// </summary>
    public static RouteGroupBuilder MapApi(this WebApplication app) => app.MapGroup("/api").DisableAntiforgery().RefuseFarDays();

    /// <summary>Throws where a route does not state its requirement: forgetting it must not open a door.</summary>
    public static void CheckRoutes(this IEndpointRouteBuilder routes)
    {
        var silent = routes
            .DataSources.SelectMany(source => source.Endpoints)
            .Where(endpoint => endpoint.Metadata.GetMetadata<Needed>() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ToList();
        if (silent.Count > 0)
            throw new InvalidOperationException($"these routes do not say what they need: {string.Join(", ", silent)}");
    }
}
