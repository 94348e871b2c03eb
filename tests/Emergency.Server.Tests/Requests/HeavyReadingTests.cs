using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;
using Emergency.Testing;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Server.Tests.Requests;

/// <summary>
/// Readings that can cost a core pass one gate: an asker without a place in time is told when to come again, and messages about danger to
/// life always find one.
/// </summary>
public sealed class HeavyReadingTests(CrowdedServer server) : IClassFixture<CrowdedServer>
{
    private const string Csv = "name,phone\n",
        Cap = "<alert/>",
        Yaml = "id: x\n";
    private static readonly object Circle = new
    {
        lon = 114.068594,
        lat = 32.119337,
        metres = 50_000,
    };

    private static readonly Dictionary<string, (string Who, HeavyKind Kind, Func<CrowdedServer, Api, Task<Answer>> Ask)> Entrances = new(
        StringComparer.Ordinal
    )
    {
        ["POST /api/cap"] = (
            "duty",
            HeavyKind.Message,
            (_, who) => who.Send(HttpMethod.Post, "/api/cap", Text(Cap, "application/cap+xml"))
        ),
        ["POST /api/imports/{kind}"] = (
            "secretary",
            HeavyKind.File,
            (_, who) =>
                who.Send(HttpMethod.Post, "/api/imports/team?division=411502001001&dryRun=true&file=team.csv", Text(Csv, "text/csv"))
        ),
        ["POST /api/drills/scenarios"] = (
            "duty",
            HeavyKind.File,
            (_, who) => who.Send(HttpMethod.Post, "/api/drills/scenarios?dryRun=true", Text(Yaml, "application/yaml"))
        ),
        ["POST /api/incidents/{id:guid}/impact"] = (
            "duty",
            HeavyKind.Area,
            (there, who) => who.Post($"/api/incidents/{there.Incident}/impact", new { circle = Circle })
        ),
        ["GET /api/incidents/{id:guid}/impact"] = (
            "duty",
            HeavyKind.Area,
            (there, who) => who.Get($"/api/incidents/{there.Incident}/impact")
        ),
        ["POST /api/impact"] = ("commander", HeavyKind.Area, (_, who) => who.Post("/api/impact", new { area = new { circle = Circle } })),
        ["GET /api/communities/{code}/visits/months"] = (
            "secretary",
            HeavyKind.Area,
            (_, who) => who.Get("/api/communities/411502001001/visits/months?month=2026-05")
        ),
        ["GET /api/communities/{code}/entrustments/letters/paper"] = (
            "secretary",
            HeavyKind.Export,
            (_, who) => who.Get("/api/communities/411502001001/entrustments/letters/paper")
        ),
        ["GET /api/communities/{code}/entrustments/letters/paper.docx"] = (
            "secretary",
            HeavyKind.Export,
            (_, who) => who.Get("/api/communities/411502001001/entrustments/letters/paper.docx")
        ),
        ["GET /api/streets/{code}/entrustments/letters/paper"] = (
            "street",
            HeavyKind.Export,
            (_, who) => who.Get("/api/streets/411502001/entrustments/letters/paper")
        ),
        ["GET /api/streets/{code}/entrustments/letters/paper.docx"] = (
            "street",
            HeavyKind.Export,
            (_, who) => who.Get("/api/streets/411502001/entrustments/letters/paper.docx")
        ),
        ["POST /api/divisions/{code}/lists/{list}/file"] = (
            "secretary",
            HeavyKind.Export,
            (_, who) =>
                who.Post(
                    "/api/divisions/411502001001/lists/residents/file",
                    new
                    {
                        form = "csv",
                        why = "打印",
                        receiver = "街道",
                    }
                )
        ),
        ["GET /api/access/minors"] = ("auditor", HeavyKind.File, (_, who) => who.Get("/api/access/minors?county=411502")),
        ["GET /api/access/person/{personId:guid}"] = (
            "auditor",
            HeavyKind.File,
            (_, who) => who.Get($"/api/access/person/{Guid.CreateVersion7()}?county=411502")
        ),
        ["GET /api/export"] = ("auditor", HeavyKind.Export, (_, who) => who.Get("/api/export")),
    };

    public static TheoryData<string> Names => [.. Entrances.Keys];

    private IEnumerable<RouteEndpoint> Routes =>
        ((IEndpointRouteBuilder)server.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private static string Name(RouteEndpoint route) =>
        $"{route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single()} /{route.RoutePattern.RawText!.Trim('/')}";

    [Fact]
    public void Each_entrance_that_is_said_to_be_heavy_is_tried_here() =>
        Routes
            .Where(route => route.Metadata.GetMetadata<Heavy>() is not null)
            .Select(route => (Name(route), route.Metadata.GetMetadata<Heavy>()!.Kind))
            .ShouldBe(Entrances.Select(one => (one.Key, one.Value.Kind)), ignoreOrder: true);

    [Fact]
    public void Whoever_takes_a_file_a_message_in_XML_or_an_area_is_said_to_be_heavy() =>
        Routes
            .Where(route =>
                route.Metadata.GetMetadata<Heavy>() is null
                && (
                    route
                        .Metadata.GetOrderedMetadata<IAcceptsMetadata>()
                        .Any(body => body.ContentTypes.Any(type => !type.Contains("json", StringComparison.Ordinal)))
                    || route
                        .Metadata.GetMetadata<System.Reflection.MethodInfo>()
                        ?.GetParameters()
                        .Any(parameter =>
                            parameter.ParameterType == typeof(Features.Incidents.AreaAsked)
                            || parameter
                                .ParameterType.GetProperties()
                                .Any(property => property.PropertyType == typeof(Features.Incidents.AreaAsked))
                        ) == true
                )
            )
            .Select(Name)
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Who_finds_no_place_in_time_is_told_when_to_come_again_and_then_finds_one(string entrance)
    {
        var (account, kind, ask) = Entrances[entrance];
        var (who, gate, held) = (
            await server.As(account),
            server.App.Services.GetRequiredService<HeavyReadings>(),
            new List<IDisposable>()
        );
        try
        {
            for (var n = 0; n < Most(kind); n++)
                held.Add((await gate.Enter(kind, TestContext.Current.CancellationToken)).ShouldNotBeNull());
            var answer = ask(server, who);
            // Other timers of the same length fire as well, and again.
            await Until.True(
                () =>
                {
                    server.Clock.Over(HeavyReadings.Patience(kind));
                    return answer.IsCompleted;
                },
                "its patience is over"
            );
            var refused = await answer;
            (refused.Status, refused.Code, refused.Headers.RetryAfter?.Delta).ShouldBe((503, "heavy.busy", TimeSpan.FromSeconds(10)));
        }
        finally
        {
            held.ForEach(place => place.Dispose());
        }
        (await ask(server, who)).Status.ShouldNotBe(503);
    }

    [Fact]
    public async Task However_many_files_are_read_an_area_finds_a_place_and_a_message_always()
    {
        using var gate = new HeavyReadings(TimeProvider.System);
        var stop = TestContext.Current.CancellationToken;
        var held = new List<IDisposable?>();
        for (var n = 0; n < HeavyReadings.ForFiles; n++)
            held.Add(await gate.Enter(HeavyKind.File, stop));
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var third = gate.Enter(HeavyKind.File, leave.Token);
        third.IsCompleted.ShouldBeFalse("files have their places");
        held.Add(await gate.Enter(HeavyKind.Area, stop));
        var second = gate.Enter(HeavyKind.Area, leave.Token);
        second.IsCompleted.ShouldBeFalse("the last place is for messages");
        held.Add(await gate.Enter(HeavyKind.Message, stop));
        held.ShouldAllBe(place => place != null);
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(third);
        await Should.ThrowAsync<OperationCanceledException>(second);
        held.ForEach(place => place!.Dispose());
        // An asker who went away while waiting holds no place.
        for (var n = 0; n < HeavyReadings.Places; n++)
            (await gate.Enter(HeavyKind.Message, stop)).ShouldNotBeNull();
    }

    private static StringContent Text(string text, string type) => new(text, System.Text.Encoding.UTF8, type);

    private static int Most(HeavyKind kind) =>
        kind switch
        {
            HeavyKind.Message => HeavyReadings.Places,
            HeavyKind.Area => HeavyReadings.NotForMessages,
            HeavyKind.File => HeavyReadings.ForFiles,
            _ => HeavyReadings.Exports,
        };
}

/// <summary>The demo in this process, where the test ends the waiting at the gate.</summary>
public sealed class CrowdedServer : ForgetfulServer
{
    internal PatientTime Clock { get; } = new();
    protected override TimeProvider Time => Clock;
}

/// <summary>The machine's clock, but for single timers as long as an asker waits at the gate: those fire when the test says so.</summary>
internal sealed class PatientTime : TimeProvider
{
    private readonly List<Held> _held = [];

    public void Over(TimeSpan time)
    {
        Held[] over;
        lock (_held)
            over = [.. _held.Where(one => one.Due == time)];
        foreach (var one in over)
            one.GoOff();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan || !Enum.GetValues<HeavyKind>().Any(kind => HeavyReadings.Patience(kind) == dueTime))
            return base.CreateTimer(callback, state, dueTime, period);
        var held = new Held(this, callback, state, dueTime);
        lock (_held)
            _held.Add(held);
        return held;
    }

    private sealed class Held(PatientTime of, TimerCallback callback, object? state, TimeSpan due) : ITimer
    {
        public TimeSpan Due => due;

        public void GoOff()
        {
            Dispose();
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            lock (of._held)
                of._held.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
