using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Features.Authorities;
using Emergency.Server.Features.Drills.Scenarios.Reading;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Scenarios;

/// <summary>演练脚本: scenarios of the product and those that a street or county has published, and aids for writing them.</summary>
internal static class ScenarioEndpoints
{
    public static RouteGroupBuilder MapScenarioActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/drills").WithTags("drills");
        routes.MapGet("/scenarios", List).Needs(DrillPermissions.ScenarioList);
        routes
            .MapPost("/scenarios", Publish)
            .Needs(DrillPermissions.ScenarioPublish)
            .IsHeavy(HeavyKind.File)
            .Produces<ScenarioChecked>()
            .Produces<ScenarioChecked>(StatusCodes.Status201Created)
            .Accepts<string>("application/yaml", "text/yaml", "text/plain");
        routes.MapGet("/scenarios/{scenarioId}", Read).Needs(DrillPermissions.ScenarioRead);
        routes.MapPost("/scenarios/{scenarioId}/withdraw", Withdraw).Needs(DrillPermissions.ScenarioPublish);
        routes.MapGet("/palette", Palette).Needs(DrillPermissions.ScenarioList);
        routes.MapGet("/scenario.schema.json", Schema).NeedsNothing();
        return api;
    }

    /// <summary>Scenarios that the asker can use, those of the product first. all: including withdrawn ones.</summary>
    public static Outcome<ScenariosShown> List(Asked asked, Known known, ISealing sealing, bool? all = null)
    {
        var own = known
            .Of<ScenariosKnown>()
            .All.Values.Where(one => Sees(asked, one) && (all == true || !one.State.Withdrawn))
            .Select(one => Opened(one, one.State.Versions.Count, sealing))
            .OfType<ScenarioOpened>();
        return new Outcome<ScenariosShown>(
            new([.. Shipped.All.Concat(own).Take(Page.Most).Select(one => ScenarioLight.Of(one, Name(one, known)))], known.At.Value),
            known.At
        );
    }

    /// <summary>A scenario with its file and all expected actions, for leaders, never for players. version: an earlier one.</summary>
    public static async Task<Outcome<ScenarioShown>> Read(
        string scenarioId,
        Asked asked,
        ScenarioSight sight,
        ISealing sealing,
        CancellationToken stop,
        int? version = null
    )
    {
        var (found, known) = await sight.Find(asked, scenarioId, stop);
        var opened =
            found is null ? Shipped.Find(scenarioId)
            : version is < 1 || version > found.State.Versions.Count ? null
            : Opened(found, version ?? found.State.Versions.Count, sealing);
        if (
            opened is not null
            && known
                .Of<DrillsKnown>()
                .All.Values.Any(drill =>
                    drill.Facts.Scenario == opened.Id && drill.State.Playing && DrillSight.Plays(asked, drill, opened.Scenario)
                )
        )
            return Problem.NotYours(DrillPermissions.ScenarioRead);
        return opened is null
            ? Problem.NotFound
            : new Outcome<ScenarioShown>(new(ScenarioLight.Of(opened, Name(opened, known)), opened.Scenario, opened.File), known.At);
    }

    /// <summary>Publishes a scenario file (YAML) for one's own authority. Under an existing id it becomes the next version, if onto names the version that it follows: without it, or if another version came meanwhile, it is refused (scenario.exists) and nothing changes. dryRun=true only lists the mistakes, each with line, column, field and reason; without it a faulty file is refused.</summary>
    public static async Task<Outcome<ScenarioChecked>> Publish(
        Received received,
        HeavyReadings heavy,
        HttpContext context,
        Asked asked,
        ScenarioSight sight,
        Sending sending,
        ISealing sealing,
        CancellationToken stop,
        bool? dryRun = null,
        int? onto = null
    )
    {
        var known = await sight.Newest(stop);
        var language = Sentences.Language(context.Request);
        var (read, tooHeavy) = await heavy.Read(HeavyKind.File, _ => new ScenarioRead(ScenarioFile.Read(received.Body.Span)), stop);
        if (read is null)
            return tooHeavy!;
        var (text, scenario, mistakes) = read.File;
        IReadOnlyList<MistakeShown> said = [.. mistakes.Select(one => MistakeShown.Of(one, language))];
        var authority = Authority(asked);
        var id = $"{authority}-{scenario?.Id}";
        var newest = known.Of<ScenariosKnown>().All.GetValueOrDefault(id)?.State.Versions.Count;
        if (dryRun == true)
            return new Outcome<ScenarioChecked>(new(null, scenario?.Id, scenario?.Title, null, newest, said, known.At.Value), known.At);
        if (scenario is null)
            return new Problem("scenario.bad", [.. said.Select(one => one.At(language))]);
        if (authority is null)
            return Problem.NotYours(DrillPermissions.ScenarioPublish);
        // The same file is the same version; sealed anew it would look like another.
        var before = known.Of<ScenariosKnown>().All.GetValueOrDefault(id);
        var same =
            before is { State: { Withdrawn: false, Versions: [.., var last] } } && sealing.Open<string>(last) == text
                ? last
                : (Sealed?)null;
        var key = Derived.Id(asked.CommandId, "scenario");
        if (same is null)
            await sealing.Ensure([key], stop);
        var sent = await sending.Send(
            asked,
            DrillPermissions.ScenarioPublish,
            new Place(authority),
            Entities.Scenario(id),
            by => new PublishScenario(authority, same ?? sealing.Seal(key, text), by, asked.Now, onto ?? 0),
            stop: stop
        );
        return sent.With(
            new ScenarioChecked(
                id,
                scenario.Id,
                scenario.Title,
                same is null ? null : before!.State.Versions.Count,
                newest,
                [],
                sent.Position.Value
            ),
            StatusCodes.Status201Created
        );
    }

    /// <summary>Withdraws a scenario that one's own authority has published: new drills cannot use it, past ones keep it.</summary>
    public static async Task<Outcome<ScenarioWithdrawnAt>> Withdraw(
        string scenarioId,
        Asked asked,
        ScenarioSight sight,
        Sending sending,
        CancellationToken stop
    )
    {
        var (found, known) = await sight.Find(asked, scenarioId, stop);
        if (found?.State.Authority is not { } authority)
            return Problem.NotFound;
        if (!new AuthoritySeen(authority, known, asked).Own(DrillPermissions.ScenarioPublish))
            return Problem.Of(PublishedScenario.NotTheirs, known.Of<PlacesKnown>(asked.Realm).Name(authority));
        var sent = await sending.Send(
            asked,
            DrillPermissions.ScenarioPublish,
            new Place(authority),
            Entities.Scenario(scenarioId),
            by => new WithdrawScenario(authority, by, asked.Now),
            stop: stop
        );
        return sent.With(new ScenarioWithdrawnAt(scenarioId, sent.Position.Value));
    }

    /// <summary>Injects for trainers, each ready to be inserted into a file.</summary>
    public static Outcome<PaletteShown> Palette() => new PaletteShown(InjectPalette.All);

    /// <summary>JSON Schema (2020-12) of scenario files, for editors: # yaml-language-server: $schema=…</summary>
    public static Outcome<ScenarioSchema> Schema() => new ScenarioSchema();

    internal static bool Sees(Asked asked, ScenarioKnown scenario) =>
        scenario.State.Authority is { } authority && asked.Sees(new Place(authority));

    private sealed record ScenarioRead((string Text, Scenario? Scenario, IReadOnlyList<Mistake> Mistakes) File);

    private static ScenarioOpened? Opened(ScenarioKnown one, int version, ISealing sealing) =>
        sealing.Open<string>(one.State.Versions[version - 1]) is { } file && ScenarioReader.Read(file).Scenario is { } scenario
            ? new(one.Id, one.State.Authority, version, one.State.Withdrawn, scenario, file)
            : null;

    private static string? Name(ScenarioOpened one, Known known) =>
        one.Authority is { } authority ? known.Of<PlacesKnown>().Name(authority) : null;

    private static string? Authority(Asked asked) =>
        asked
            .Grants.Where(grant => DrillPermissions.ScenarioPublish.Of(grant.Role) == Reach.Scope)
            .Select(grant => grant.Scope.Division)
            .FirstOrDefault(AuthoritySeen.IsAuthority);
}

/// <summary>Finds a published scenario that the asker may see; waits for the views before it reports an unknown one.</summary>
internal sealed class ScenarioSight(Folding folding)
{
    /// <summary>The views once they have folded everything written by now.</summary>
    public ValueTask<Known> Newest(CancellationToken stop) => folding.Newest(stop);

    public async ValueTask<(ScenarioKnown? Scenario, Known Known)> Find(Asked asked, string id, CancellationToken stop)
    {
        if (Shipped.Find(id) is not null)
            return (null, folding.Now);
        var known = await folding.With(known => known.Of<ScenariosKnown>().All.ContainsKey(id), stop);
        return (
            known.Of<ScenariosKnown>().All.GetValueOrDefault(id) is { } found && ScenarioEndpoints.Sees(asked, found) ? found : null,
            known
        );
    }
}
