using System.Collections;
using System.Text;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Hotlines.Signing;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Starting;

/// <summary>The whole product inside this process over the folder of an earlier server, its feed held back or let go by the test.</summary>
internal sealed class HeldServer : IAsyncDisposable
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private readonly RunningServer _before;
    private readonly Opened _opened;
    private readonly WebApplication _app;

    private HeldServer(RunningServer before, Opened opened, WebApplication app, HeldEngine engine, string token) =>
        (_before, _opened, _app, Engine, Token) = (before, opened, app, engine, token);

    public HeldEngine Engine { get; }

    /// <summary>Token of an operator who signed in before the server was started again.</summary>
    public string Token { get; }
    public Uri Address => new(_app.Urls.Single());
    public IServiceProvider Services => _app.Services;

    /// <param name="held">True to start without anything of the journal.</param>
    public static async Task<HeldServer> Start(bool held)
    {
        var before = await RunningServer.Start();
        using var api = await before.SignIn("operator", RunningServer.OperatorPassword);
        await before.End();
        var settings = SettingsReading
            .Read(
                ["--data", before.Data, "--ballast", "1", "--demo", "off", "--urls", "http://127.0.0.1:0", "--hotlines:120:secret", Secret],
                new Hashtable(),
                null
            )
            .Settings;
        var opened = await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance);
        var engine = new HeldEngine(opened.Engine);
        if (held)
            engine.Hold();
        var app = Product.Build(settings.With(opened.Installation), opened with { Engine = engine });
        await app.StartAsync();
        return new(before, opened, app, engine, api.Token!);
    }

    public Api Stranger() => new(Address);

    /// <summary>Sends any request as the former operator, without a suitable body.</summary>
    public async Task<Answer> Ask(string method, string path)
    {
        using var api = Stranger();
        return await api.Send(
            new HttpMethod(method),
            path,
            method is "GET" or "DELETE" ? null : Api.Json("{}"),
            ("Authorization", $"Bearer {Token}")
        );
    }

    /// <summary>Adds an account by a command to the entity: an event that every view gets.</summary>
    public async Task<AccountId> Add(string name)
    {
        var (id, now) = (new AccountId(name), TimeProvider.System.GetUtcNow());
        var (sealing, key) = (Services.GetRequiredService<ISealing>(), Guid.CreateVersion7());
        await sealing.Ensure([key]);
        var add = new AddAccount(
            sealing.Seal(key, new AccountContact(name, null, null)),
            "no-password",
            [new Grant(Role.Auditor, new Scope("411502"))],
            null,
            new By(id, Role.Operator),
            now
        );
        (
            await Services.GetRequiredService<Sending>().Send(id.Key, Entities.Account(id), add, Guid.CreateVersion7(), "", now)
        ).Accepted.ShouldBeTrue();
        return id;
    }

    /// <summary>Sends a signed message of 120.</summary>
    public async Task<Answer> Said(string body)
    {
        var headers = WebhookHeaders.For(
            WebhookSecret.Parse(Secret)!,
            $"msg-{Guid.CreateVersion7():N}",
            TimeProvider.System.GetUtcNow(),
            Encoding.UTF8.GetBytes(body)
        );
        using var api = Stranger();
        return await api.Send(
            HttpMethod.Post,
            "/hotlines/120/messages",
            Api.Json(body),
            (WebhookHeaders.IdName, headers.Id!),
            (WebhookHeaders.TimestampName, headers.Timestamp!),
            (WebhookHeaders.SignatureName, headers.Signature!)
        );
    }

    public async ValueTask DisposeAsync()
    {
        Engine.Release();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _opened.DisposeAsync();
        await _before.DisposeAsync();
    }
}
