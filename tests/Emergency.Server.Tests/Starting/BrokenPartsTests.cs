using System.Text.Json.Nodes;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Starting;

/// <summary>A bug in one part: that part is named, the rest goes on.</summary>
public sealed class BrokenPartsTests
{
    [Fact, Long("every view there is, broken in turn")]
    public async Task Whichever_view_breaks_the_process_lives_and_the_pages_of_the_others_answer()
    {
        await using var server = await HeldServer.Start(held: false);
        var folding = server.Services.GetRequiredService<Folding>();
        await folding.Standing.WaitAsync(TestContext.Current.CancellationToken);
        await using var ear = await Ear.Open(server.Address, server.Token);
        var routes = await Reads(server);
        routes.Count.ShouldBeGreaterThan(15);
        var views = (IView[])folding.Views;
        // The view of accounts breaks last: without it nobody is known.
        foreach (var slot in Enumerable.Range(0, views.Length).OrderBy(slot => views[slot].Name == "accounts"))
        {
            var name = views[slot].Name;
            views[slot] = new Breaking(views[slot]);
            using var api = server.Stranger();
            (await api.Post("/api/session", new { account = "operator", password = RunningServer.OperatorPassword })).Status.ShouldBeOneOf(
                200,
                503
            );
            await server.Add($"made-{slot}");
            await Until.True(() => folding.BrokenViews.Contains(name, StringComparer.Ordinal), $"{name} is broken");
            var answers = await Task.WhenAll(routes.Select(async path => (Path: path, Answer: await server.Ask("GET", path))));
            answers
                .Where(one => one.Answer.Status >= 500 && one.Answer.Code != "view.broken")
                .Select(one => $"{name}: {one.Path} {one.Answer.Text}")
                .ShouldBeEmpty();
            if (name != "accounts")
                answers.ShouldContain(one => one.Answer.Status == 200, name);
        }

        // Every service has looked at the remaining parts since.
        var heard = ear.Heads.Count;
        await Until.True(() => ear.Heads.Count > heard + 2, "the line goes on");
        server.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested.ShouldBeFalse();
        using var stranger = server.Stranger();
        (await stranger.Get("/health/live")).Is(200);
        var health = (await stranger.Get("/health/ready")).Is(503);
        var broken = health["broken"].EnumerateArray().Select(one => one.GetString()!).ToList();
        views.Select(view => view.Name).Except(broken, StringComparer.Ordinal).ShouldBeEmpty();
        broken.ShouldNotContain(one => one.StartsWith("service/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_fails_is_named_and_started_again_and_whole_once_it_runs()
    {
        var (time, all, service) = (new FakeTime(), new GuardedServices(), new Failing(2));
        using var guard = new Guard(service, all, time, NullLogger<Guard>.Instance);
        await guard.StartAsync(TestContext.Current.CancellationToken);
        foreach (var runs in (int[])[1, 2])
        {
            Wait(() => service.Runs == runs && all.Failing is ["service/Failing"]);
            Wait(() => Later() && service.Runs == runs + 1);
        }
        Wait(() => Later() && all.Failing.Count == 0);
        await guard.StopAsync(TestContext.Current.CancellationToken);
        service.Runs.ShouldBe(3);

        bool Later()
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            return true;
        }

        static void Wait(Func<bool> state) => SpinWait.SpinUntil(state, Until.AtMost).ShouldBeTrue();
    }

    [Fact]
    public void Every_background_service_is_guarded_but_the_views_without_which_nothing_can_be_said()
    {
        var registered = typeof(Product)
            .Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(BackgroundService)))
            .Select(type => type.Name)
            .ToList();
        registered.Count.ShouldBeGreaterThan(10);
        var sources = Directory
            .EnumerateFiles(Path.Combine(Material.Root, "src", "Emergency.Server"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .ToList();
        registered
            .Where(name =>
                name != nameof(Folding) && !sources.Exists(text => text.Contains($"AddGuarded<{name}>()", StringComparison.Ordinal))
            )
            .ShouldBeEmpty();
    }

    /// <summary>Every GET route of the API's description without a parameter.</summary>
    private static async Task<IReadOnlyList<string>> Reads(HeldServer server)
    {
        using var api = server.Stranger();
        var paths = JsonNode.Parse((await api.Get("/openapi/v1.json")).Is(200).Text)!["paths"]!.AsObject();
        return
        [
            .. paths
                .Where(path =>
                    path.Value!["get"] is not null
                    && !path.Key.Contains('{', StringComparison.Ordinal)
                    && !path.Key.StartsWith("/health", StringComparison.Ordinal)
                )
                .Select(path => path.Key),
        ];
    }

    /// <summary>A view with a bug.</summary>
    private sealed class Breaking(IView inner) : IView
    {
        public string Name => inner.Name;
        public object Empty => inner.Empty;
        public Type State => inner.State;
        public string Version => inner.Version;
        public string Build => inner.Build;
        public Codec Codec => inner.Codec;

        public object Fold(object state, Happened happened, Changes changes) => throw new InvalidOperationException("a bug");

        public object Fork(object state) => inner.Fork(state);

        public void Show(object state, string realm, Group group, Changes changes) => inner.Show(state, realm, group, changes);
    }

    private sealed class Failing(int times) : BackgroundService
    {
        private int _runs;
        public int Runs => Volatile.Read(ref _runs);

        protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
            Interlocked.Increment(ref _runs) <= times
                ? Task.FromException(new InvalidOperationException("a bug"))
                : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken);
    }
}
