using System.Collections;
using System.Net.Http.Headers;
using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Drills;

/// <summary>A drill's hotline case that meets a full mailbox.</summary>
public sealed class BusyCaseTests
{
    private const string File = """
        id: busy
        title: 忙时注入
        hazard: fire
        form: field
        objectives:
          - { id: calm, title: 看得到 }
        participants:
          - { id: duty, role: county-duty, title: 县值班 }
        start: { hour: "10:00", weather: 晴 }
        injects:
          - { id: fire, title: 起火, when: { at: 1h }, to: [duty], do: { case: { line: "119", number: drill-1, category: fire, priority: life, title: 忙时起火, description: 三楼冒烟 } } }
        expect:
          - { id: seen, title: 看见, objective: calm, after: fire, within: 5m, proof: { event: { form: incident.opened.v1 } } }
        end: { at: 12h }
        """;

    [Fact]
    public async Task A_case_that_meets_a_full_mailbox_is_brought_again_until_it_is_taken()
    {
        var quarter = new Quarter();
        await quarter.InitializeAsync();
        await using var before = quarter.Server;
        _ = await quarter.As(Role.CountyDuty);
        using (var file = new StringContent(File, null, new MediaTypeHeaderValue("application/yaml")))
            (await (await quarter.As(Role.StreetOfficer)).Send(HttpMethod.Post, "/api/drills/scenarios", file)).Is(201);
        await before.End();

        var settings = SettingsReading
            .Read(["--data", before.Data, "--ballast", "1", "--demo", "off", "--urls", "http://127.0.0.1:0"], new Hashtable(), null)
            .Settings;
        await using var opened = await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance);
        var engine = new FullForCases(opened.Engine);
        await using var app = Product.Build(settings.With(opened.Installation), opened with { Engine = engine });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var duty = new Api(new Uri(app.Urls.Single()));
        await duty.SignIn($"{Role.CountyDuty}-{From.Here}", Quarter.Password);

        var (id, realm) = await Playing.Started(duty, "411502001-busy", withoutPeople: true);
        (await duty.Post($"/api/drills/{id}/injects/fire", new { fate = "fired" })).Is(200);
        await Until.TrueAsync(
            async () => (await duty.Get($"/api/incidents?realm={realm}")).Is(200)["items"].GetArrayLength() == 1,
            "the case is an incident of the realm"
        );
        engine.Refused.ShouldBe(FullForCases.Times);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>An engine whose mailbox of a case is full at the first tries.</summary>
    private sealed class FullForCases(IEngine inner) : IEngine, IEntities
    {
        public const int Times = 3;
        private int _refused;

        public int Refused => Math.Min(_refused, Times);
        public IEntities Entities => this;
        public IFeed Feed => inner.Feed;
        public IDuties Duties => inner.Duties;
        public IProgress Progress => inner.Progress;
        public IAbout About => inner.About;
        public ISeals Seals => inner.Seals;
        public ISessions Sessions => inner.Sessions;
        public IAttachments Attachments => inner.Attachments;
        public Task<int> Broken => inner.Broken;
        public string? Trouble => inner.Trouble;

        public ValueTask<Reply> Send(EntityId to, object command, Meta meta, CancellationToken stop = default) =>
            command is ReceiveCase && Interlocked.Increment(ref _refused) <= Times
                ? ValueTask.FromResult<Reply>(new Reply.Busy(TimeSpan.FromMilliseconds(1)))
                : inner.Entities.Send(to, command, meta, stop);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
