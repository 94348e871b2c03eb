using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Hotlines.Signing;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Scopes;
using Emergency.Testing;

namespace Emergency.Server.Tests.Restart;

/// <summary>kill -9 under load: every acknowledged act is there, once, and its consequences follow.</summary>
[Long("a process and kill of its own")]
public sealed class PowerCutTests : IAsyncLifetime
{
    private const int Rounds = 4,
        AtOnce = 16,
        Each = 60;
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await RunningServer.StartFor(QuarterRegisters.City, "--hotlines:119:secret", Quarter.Secret, RunningServer.Apart);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_case_that_was_taken_has_its_incident_and_none_has_two()
    {
        using var clerk = await _server.SignIn("operator", RunningServer.OperatorPassword);
        var taken = new ConcurrentDictionary<string, Guid>(StringComparer.Ordinal);
        for (var round = 0; round < Rounds; round++)
        {
            var (numbers, enough) = (
                Enumerable.Range(0, Each).Select(i => FormattableString.Invariant($"2026-{round}-{i:000}")).ToList(),
                taken.Count + Each / 3
            );
            await Cut(
                numbers,
                () => taken.Count >= enough,
                async (api, number) =>
                {
                    var answer = await Hand(api, number);
                    if (answer.Status == 202)
                        taken[number] = answer["incidentId"].GetGuid();
                }
            );
            // A centre without an answer sends again, under the same id.
            using var api = _server.Stranger();
            foreach (var number in numbers.Where((number, i) => i % 2 == 0 || taken.ContainsKey(number)))
                taken[number] = (await Hand(api, number)).Is(202)["incidentId"].GetGuid();
        }
        Dictionary<string, List<Guid>> Opened(IEnumerable<JsonElement> events) =>
            events
                .Where(one => Form(one) == "incident.opened.v1")
                .GroupBy(
                    one => one.GetProperty("data").GetProperty("case").GetProperty("number").GetString()!,
                    one => Guid.Parse(Key(one)),
                    StringComparer.Ordinal
                )
                .ToDictionary(same => same.Key, same => same.ToList(), StringComparer.Ordinal);
        var (received, opened) = (new List<string>(), new Dictionary<string, List<Guid>>(StringComparer.Ordinal));
        await Until.TrueAsync(
            async () =>
            {
                var events = await Export(clerk);
                (received, opened) = (
                    [.. events.Where(one => Form(one) == "case.received.v1").Select(one => Key(one).Split(':')[1])],
                    Opened(events)
                );
                return received.TrueForAll(opened.ContainsKey);
            },
            "every case that was received has an incident"
        );
        opened.Values.ShouldAllBe(incidents => incidents.Count == 1);
        taken.ShouldAllBe(one => opened[one.Key].Single() == one.Value);
        received.Count.ShouldBe(received.Distinct(StringComparer.Ordinal).Count());
        taken.Count.ShouldBeGreaterThan(Rounds * Each / 2);
    }

    [Fact]
    public async Task Every_report_that_was_answered_is_there_once_and_the_doors_of_an_area_are_counted()
    {
        await QuarterRegisters.Load(_server, "duty", Role.CountyDuty, QuarterRegisters.County);
        using var duty = await _server.SignIn("duty", ServerFixture.Password);
        var fire = await Scene.Fire(duty);
        var answered = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        Task<Answer> Report(Api api, string key) =>
            api.Post(
                $"/api/incidents/{fire}/report",
                new { title = "又有人报" },
                ("Idempotency-Key", key),
                ("Authorization", $"Bearer {duty.Token}")
            );
        var keys = Enumerable.Range(0, Each * 2).Select(i => FormattableString.Invariant($"report-{i}")).ToList();
        (
            await duty.Post(
                $"/api/incidents/{fire}/impact",
                new
                {
                    circle = new
                    {
                        lon = QuarterRegisters.Lon,
                        lat = QuarterRegisters.Lat,
                        metres = 300,
                    },
                }
            )
        ).Is(200);
        await Cut(
            keys,
            () => answered.Count >= Each / 2,
            async (api, key) =>
            {
                var answer = await Report(api, key);
                if (answer.Status == 200)
                    answered[key] = answer.Text;
            }
        );
        using var after = await _server.SignIn("duty", Quarter.Password);
        await Until.TrueAsync(
            async () => (await after.Get($"/api/incidents/{fire}/figures"))["communities"].GetArrayLength() == 1,
            "the doors are counted"
        );
        // Sent again, the answered requests get the same answers and the others are done now.
        foreach (var key in keys)
        {
            var again = (await Report(after, key)).Is(200);
            if (answered.TryGetValue(key, out var before))
                again.Text.ShouldBe(before, key);
        }
        using var operatorAgain = await _server.SignIn("operator", RunningServer.OperatorPassword);
        (await Export(operatorAgain)).Count(one => Form(one) == "incident.report-added.v1").ShouldBe(keys.Count);
        (await _server.End()).ShouldBe(0);
        (await _server.Command(null, "verify")).Code.ShouldBe(0);
    }

    /// <summary>Sends all at once, cuts the power as soon as enough is answered, and starts again.</summary>
    private async Task Cut(IReadOnlyList<string> all, Func<bool> enough, Func<Api, string, Task> send)
    {
        var left = new ConcurrentQueue<string>(all);
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var senders = Enumerable
            .Range(0, AtOnce)
            .Select(async _ =>
            {
                using var api = _server.Stranger();
                while (left.TryDequeue(out var one))
                {
                    try
                    {
                        await send(api, one);
                    }
                    catch (HttpRequestException)
                    {
                        return;
                    }
                    if (enough())
                        stop.TrySetResult();
                }
            })
            .ToList();
        await Task.WhenAny(stop.Task, Task.WhenAll(senders));
        await _server.Kill();
        await Task.WhenAll(senders);
        await _server.Begin();
    }

    private static Task<Answer> Hand(Api api, string number)
    {
        var body = JsonSerializer.Serialize(
            new
            {
                id = number,
                type = "case.created",
                source = "119",
                time = "2026-01-15T02:13:05+08:00",
                data = new
                {
                    caseNumber = number,
                    category = "fire",
                    title = "冒烟",
                    description = "三楼",
                    receivedAt = "2026-01-15T02:13:00+08:00",
                    priority = "life",
                    divisionCode = QuarterRegisters.Here,
                },
            },
            Json.Options
        );
        var headers = WebhookHeaders.For(
            WebhookSecret.Parse(Quarter.Secret)!,
            $"msg-{number}",
            TimeProvider.System.GetUtcNow(),
            Encoding.UTF8.GetBytes(body)
        );
        return api.Send(
            HttpMethod.Post,
            "/hotlines/119/messages",
            Api.Json(body),
            (WebhookHeaders.IdName, headers.Id!),
            (WebhookHeaders.TimestampName, headers.Timestamp!),
            (WebhookHeaders.SignatureName, headers.Signature!)
        );
    }

    private async Task<IReadOnlyList<JsonElement>> Export(Api clerk)
    {
        using var now = _server.Stranger();
        var answer = (await now.Get("/api/export", ("Authorization", $"Bearer {clerk.Token}"))).Is(200);
        return
        [
            .. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line)),
        ];
    }

    private static string Form(JsonElement one) => one.GetProperty("form").GetString()!;

    private static string Key(JsonElement one) => one.GetProperty("stream").GetString()!.Split('/', 3)[2];
}
