using System.Globalization;
using Emergency.Hotlines.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Emergency.Hotlines.Simulator;

/// <summary>Settings of the simulator.</summary>
/// <param name="Urls">Address served; port 0 takes a free one.</param>
/// <param name="Secrets">Secret of each hotline the centre stands for, by number: one centre can stand for several.</param>
public sealed record CentreSettings(string Urls, IReadOnlyDictionary<string, WebhookSecret> Secrets);

/// <summary>
/// The other side of the hotlines: takes our signed offers on POST /messages, answers GET /alive, and answers hand-overs by its script. GET
/// /log shows what it has received and done; POST /control/down and /control/up make the link go dark and come back, /control/refuse/422
/// makes it refuse all offers with that status until it comes up again.
/// </summary>
public sealed class Centre : IAsyncDisposable
{
    /// <summary>The longest message that is taken; a longer one is answered 413.</summary>
    public const int MostBytes = 256 * 1024;
    private readonly WebApplication _app;
    private readonly Answering _answering;
    private readonly Calls _calls;
    private readonly Loudspeakers _loudspeakers;
    private readonly Offers _offers;
    private volatile IReadOnlyList<Uri> _servers = [];
    private volatile bool _down;
    private volatile int _refuses;

    private Centre(CentreSettings settings, Script script, TimeProvider clock)
    {
        Log = new CentreLog(clock);
        _answering = new Answering(settings, () => _servers, () => _down, Log, clock);
        _calls = new Calls(settings.Secrets.GetValueOrDefault(Calls.Line), script, () => _servers, Log, clock);
        _loudspeakers = new Loudspeakers(settings.Secrets.GetValueOrDefault(Loudspeakers.Line), script, () => _servers, Log, clock);
        var chat = new Chat(settings.Secrets.GetValueOrDefault(Chat.Line), script, Log, clock);
        _offers = new Offers(settings, script, _answering, Log, clock);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MostBytes).UseUrls(settings.Urls);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.UseRouting();
        _app.MapGet("/alive", context => Lit(context, static _ => Task.CompletedTask));
        _app.MapPost("/messages", context => Lit(context, _refuses == 0 ? _offers.Take : Refuse));
        _app.MapPost("/voice/messages", context => Lit(context, _calls.Take));
        _app.MapPost("/loudspeakers/messages", context => Lit(context, _loudspeakers.Take));
        _app.MapPost("/chat/messages", context => Lit(context, chat.Take));
        _app.MapGet(
            "/log",
            context =>
            {
                context.Response.ContentType = "application/x-ndjson; charset=utf-8";
                return context.Response.WriteAsync(Log.Text());
            }
        );
        _app.MapPost("/control/down", context => Turn(context, down: true));
        _app.MapPost("/control/up", context => Turn(context, down: false));
        _app.MapPost(
            "/control/refuse/{status:int:range(400,499)}",
            context => Turn(context, down: false, int.Parse($"{context.Request.RouteValues["status"]}", CultureInfo.InvariantCulture))
        );
    }

    public CentreLog Log { get; }

    /// <summary>Address of the centre, once started.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>True while the link is dark: no request is answered, and nothing is sent.</summary>
    public bool Down
    {
        get => _down;
        set
        {
            _down = value;
            Log.Add(new LogLine(value ? "down" : "up"));
        }
    }

    /// <summary>Number of new offers it still takes before it answers 503 to all others; null: it takes all.</summary>
    public int? Takes
    {
        get => _offers.Takes;
        set => _offers.Takes = value;
    }

    /// <summary>Starts the centre, which serves at once; <see cref="Answer"/> names the servers its answers go to.</summary>
    public static async Task<Centre> Start(CentreSettings settings, Script script, TimeProvider clock, CancellationToken stop = default)
    {
        var centre = new Centre(settings, script, clock);
        await centre._app.StartAsync(stop);
        centre.Address = new Uri(centre._app.Urls.First());
        return centre;
    }

    /// <summary>Sets the servers that answers go to, to the first that takes them.</summary>
    public void Answer(IReadOnlyList<Uri> servers) => _servers = servers;

    // A dark line does not answer at all, not even with a refusal.
    private Task Lit(HttpContext context, RequestDelegate act)
    {
        if (!_down)
            return act(context);
        context.Abort();
        return Task.CompletedTask;
    }

    private Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = _refuses;
        Log.Add(new LogLine("refused", Message: context.Request.Headers[WebhookHeaders.IdName], Status: _refuses));
        return Task.CompletedTask;
    }

    private Task Turn(HttpContext context, bool down, int refuses = 0)
    {
        (Down, _refuses) = (down, refuses);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public Task Ended(CancellationToken stop) => _app.WaitForShutdownAsync(stop);

    public async ValueTask DisposeAsync()
    {
        await _answering.DisposeAsync();
        await _calls.DisposeAsync();
        await _loudspeakers.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
