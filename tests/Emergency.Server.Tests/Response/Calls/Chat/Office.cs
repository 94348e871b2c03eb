using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Emergency.Server.Tests.Calls.Chat;

/// <summary>
/// The part of the server API of 企业微信 with one application that we use: tokens that end, people by their number, cards that are shown once.
/// </summary>
internal sealed class Office : IAsyncDisposable
{
    public const string Corp = "ww-test",
        Secret = "of-the-application";
    public const long Agent = 1000002;
    private readonly WebApplication _app;
    private int _tokens;

    /// <summary>User ids by phone number.</summary>
    public ConcurrentDictionary<string, string> People { get; } = new(StringComparer.Ordinal);

    /// <summary>People who have left, or whom the application cannot write to.</summary>
    public ConcurrentDictionary<string, bool> Hidden { get; } = new(StringComparer.Ordinal);
    public ConcurrentQueue<JsonElement> Cards { get; } = new();

    /// <summary>Status of the answer to every request; null: it does what is asked.</summary>
    public int? Status { get; set; }

    /// <summary>Error code of the answer to a card; null: it shows the card.</summary>
    public int? Code { get; set; }

    /// <summary>Other body of the answer at this address, as from a proxy before the API; null: it answers itself.</summary>
    public (string Path, string Body)? Instead { get; set; }
    public int Tokens => _tokens;

    private readonly ConcurrentDictionary<string, bool> _shown = new(StringComparer.Ordinal);

    private Office()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Use(
            (context, next) =>
                Instead is var (path, text) && context.Request.Path == path ? context.Response.WriteAsync(text) : next(context)
        );
        _app.UseRouting();
        _app.MapGet("/cgi-bin/gettoken", context => Answer(context, Token(context.Request)));
        _app.MapPost("/cgi-bin/user/getuserid", async context => await Answer(context, Found(context, await Body(context))));
        _app.MapPost("/cgi-bin/message/send", async context => await Answer(context, Show(context, await Body(context))));
    }

    public static async Task<Office> Start()
    {
        var office = new Office();
        await office._app.StartAsync();
        return office;
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Ends the token that was given.</summary>
    public void End() => Interlocked.Increment(ref _tokens);

    private object Token(HttpRequest request) =>
        $"{request.Query["corpid"]}" == Corp && $"{request.Query["corpsecret"]}" == Secret
            ? new
            {
                errcode = 0,
                errmsg = "ok",
                access_token = $"token {Interlocked.Increment(ref _tokens)}",
                expires_in = 7200,
            }
            : new { errcode = 40001, errmsg = "invalid credential" };

    private object? Unknown(HttpContext context) =>
        $"{context.Request.Query["access_token"]}" == $"token {_tokens}" ? null : new { errcode = 42001, errmsg = "access_token expired" };

    private object Found(HttpContext context, JsonElement body) =>
        Unknown(context)
        ?? (
            People.TryGetValue(body.GetProperty("mobile").GetString()!, out var person)
                ? new
                {
                    errcode = 0,
                    errmsg = "ok",
                    userid = person,
                }
                : new { errcode = 46004, errmsg = "user not exist" }
        );

    private object Show(HttpContext context, JsonElement body)
    {
        if (Unknown(context) is { } unknown)
            return unknown;
        if (Code is { } code)
            return new { errcode = code, errmsg = "no" };
        if (Hidden.ContainsKey(body.GetProperty("touser").GetString()!))
            return new { errcode = 81013, errmsg = "user & party & tag all invalid" };
        // The same card once more is taken and not shown.
        if (body.GetProperty("enable_duplicate_check").GetInt32() != 1 || _shown.TryAdd(body.GetRawText(), true))
            Cards.Enqueue(body);
        return new
        {
            errcode = 0,
            errmsg = "ok",
            invaliduser = "",
            msgid = "m",
        };
    }

    private static async Task<JsonElement> Body(HttpContext context) =>
        await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);

    private Task Answer(HttpContext context, object body)
    {
        if (Status is { } status)
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(body));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
