using System.Diagnostics;
using Emergency.Domain;
using Emergency.Domain.Visits;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Benchmarks.Years;

/// <summary>
/// Measures a county of 269 communities whose people have been visited for five years: its start, its memory for each person, and the time
/// over HTTP of today's walk and of a month of a community and of a street.
/// </summary>
internal static class VisitYears
{
    private static readonly TimeSpan Years = TimeSpan.FromDays(5 * 365);

    private const int Rarely = 90;

    public static Task<Round> Measure(int residents, int events) =>
        EngineSpeed.InFolder(async folder =>
        {
            Say($"\nfive years of visits: {residents:N0} residents, {events:N0} events");
            IReadOnlyList<string> communities;
            await using (var run = await ServerRun.Start(folder, "--demo", "on", "--demo-password", FindingSpeed.Password))
                communities = await FindingSpeed.Communities(run.Address);
            var before = await Memory.Apart(folder);
            await using (var run = await ServerRun.Start(folder))
                await ManyResidents.Import(run.Address, FindingSpeed.Password, communities, residents, guardians: true);
            await FindingSpeed.Account(folder);
            var began = Stopwatch.GetTimestamp();
            await Write(folder, residents, events);
            Say($"  written in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s");
            await using (var run = await ServerRun.Start(folder, "--checkpoint", "1000"))
                Say($"  ready after {Ready(run)} without a checkpoint");
            for (var round = 0; round < 3; round++)
                await using (var run = await ServerRun.Start(folder))
                    Say($"  ready after {Ready(run)} from the checkpoint");
            var heap = await Memory.Apart(folder);
            Say($"  heap {before / 1e6:F1} MB before, {heap / 1e6:F1} MB after: {(double)(heap - before) / residents:F0} bytes a resident");
            await using var running = await ServerRun.Start(folder);
            await Ask(running.Address, communities);
            return new Round(0, 0);
        });

    private static async Task Ask(Uri server, IReadOnlyList<string> communities)
    {
        await FindingSpeed.Ask(server, communities);
        using var secretary = await ManyResidents.SignedIn(server, "secretary", FindingSpeed.Password);
        using var officer = await ManyResidents.SignedIn(server, FindingSpeed.Officer, FindingSpeed.Password);
        FindingSpeed.Report("a secretary's walk of today", await FindingSpeed.Times(_ => Get(secretary, "/api/visits/mine?all=true")));
        FindingSpeed.Report(
            "the month of a community",
            await FindingSpeed.Times(n => Get(officer, $"/api/communities/{communities[n % communities.Count]}/visits"))
        );
        FindingSpeed.Report(
            "the month of a street",
            await FindingSpeed.Times(n => Get(officer, $"/api/streets/{communities[n % communities.Count][..9]}/visits"))
        );
    }

    private static async Task Get(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new NotShown($"{path}: {text}");
    }

    /// <summary>
    /// Writes everybody's visits, oldest first, at even distances, the last some days ago; now and then somebody was not there, or
    /// something was found.
    /// </summary>
    private static async Task Write(string folder, int residents, int events)
    {
        await using var opened = await Opened.Open(Founding.Settings(folder), TimeProvider.System, NullLoggerFactory.Instance);
        var persons = await Persons(folder, opened);
        if (persons.Count < residents)
            throw new NotShown($"{persons.Count} persons are known");
        var (pen, now, each) = (new Pen(opened), TimeProvider.System.GetUtcNow(), events / persons.Count);
        await Parallel.ForEachAsync(
            persons,
            new ParallelOptions { MaxDegreeOfParallelism = 256 },
            async (person, _) => await Visit(pen, person, now, each)
        );
        await Founding.Followed(folder, opened);
    }

    private static async Task Visit(Pen pen, PersonKnown person, DateTimeOffset now, int times)
    {
        await pen.Keys(person.Id.Value);
        var to = Entities.Visits(Entities.Live, person.Community, person.Id);
        var (by, random) = (new By(new($"visitor-{person.Community}"), Role.GridChief), new Random(person.Id.GetHashCode()));
        var last = now - TimeSpan.FromDays(random.Next(40));
        for (var n = 0; n < times; n++)
        {
            var at = last - Years * ((double)(times - 1 - n) / times);
            // Years ago a child was younger than any kind of visit is for.
            var plan = person.Plan(Shanghai.Day(at), soon: true) ?? new VisitPlan(Rarely, Shanghai.Day(at));
            await pen.Send(to, random.Next(12) == 0 ? Missed(person, plan, by, at) : Made(pen, person, plan, by, at, random), by, at);
        }
    }

    private static MissVisit Missed(PersonKnown person, VisitPlan? plan, By by, DateTimeOffset at) =>
        new(person.Id, person.Community, plan, MissReason.NoAnswer, at, null, null, null, by, at);

    private static MakeVisit Made(Pen pen, PersonKnown person, VisitPlan? plan, By by, DateTimeOffset at, Random random)
    {
        var found = random.Next(10) == 0;
        return new(
            person.Id,
            person.Community,
            plan,
            VisitMeans.Door,
            !found,
            found ? [VisitFollow.Secretary] : [],
            found ? pen.Sealing.Seal(person.Id.Value, new FreeText("药快吃完了")) : null,
            at,
            false,
            random.Next(2) == 0,
            null,
            null,
            by,
            at
        );
    }

    /// <summary>People who live in the county now and are visited by the committee, not by the clinic.</summary>
    private static async Task<IReadOnlyList<PersonKnown>> Persons(string folder, Opened opened)
    {
        await using var app = Product.Build(Founding.Settings(folder).With(opened.Installation), opened);
        await app.StartAsync();
        var folding = app.Services.GetRequiredService<Folding>();
        await folding.At(await opened.Engine.Feed.Head(), Timeout.InfiniteTimeSpan, CancellationToken.None);
        var today = Shanghai.Day(TimeProvider.System.GetUtcNow());
        IReadOnlyList<PersonKnown> persons =
        [
            .. folding.Now.Of<ResidentsKnown>(Entities.Live).Persons.Values.Where(one => one.Plan(today, soon: true) is not null),
        ];
        await app.StopAsync();
        return persons;
    }

    private static string Ready(ServerRun run) =>
        FormattableString.Invariant($"{run.Took.TotalSeconds:F2} s ({run.Worked.TotalSeconds:F1} s of processor)");

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
