using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>
/// 改进项: weaknesses that a drill has shown. An item is open until its owner has done it and somebody else has checked it.
/// </summary>
internal static class ImprovementEndpoints
{
    public static RouteGroupBuilder MapImprovements(this RouteGroupBuilder api)
    {
        api.MapGet("/improvements", List).Needs(DrillPermissions.ImprovementRead).WithTags("improvements");
        var routes = api.MapGroup("/drills/{drillId:guid}/improvements").WithTags("improvements");
        routes.MapPost("/", Add).Needs(DrillPermissions.Lead).Produces<Recorded>(StatusCodes.Status201Created);
        routes.MapPost("/{itemId:guid}/move", Move).Needs(DrillPermissions.Lead);
        routes.MapPost("/{itemId:guid}/finish", Finish).Needs(DrillPermissions.ImprovementDo);
        routes.MapPost("/{itemId:guid}/check", Check).Needs(DrillPermissions.Lead);
        routes.MapPost("/{itemId:guid}/send-back", SendBack).Needs(DrillPermissions.Lead);
        return api;
    }

    /// <summary>Improvements of drills in one's own places, at most 200; open ones first, by last day. division: 6, 9 or 12 digits. open: false includes checked ones.</summary>
    public static Outcome<ImprovementsShown> List(
        Asked asked,
        Known known,
        ScenarioLibrary scenarios,
        RulePacks packs,
        ISealing sealing,
        string? division = null,
        bool open = true
    )
    {
        if (division is not null && !Divisions.IsCode(division))
            return Problem.Bad("?division: 6, 9 or 12 digits");
        var found =
            from drill in known.Of<DrillsKnown>().All.Values
            where
                !drill.State.Improvements.IsEmpty
                && DrillSight.Sees(asked, drill)
                && drill.Facts.Communities.Any(code => code.StartsWith(division ?? "", StringComparison.Ordinal))
            from item in drill.State.Improvements
            where !open || item.Value.Stage != ImprovementStage.Checked
            orderby item.Value.Stage, item.Value.Until, item.Key.Value
            select (drill, item.Key);
        return new Outcome<ImprovementsShown>(
            new(
                [
                    .. found
                        .Take(Page.Most)
                        .Select(one =>
                            ImprovementShown.Of(one.drill, one.Key, scenarios.Of(one.drill.Facts, known), packs, asked, known, sealing)
                        ),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>
    /// Adds an improvement with owner and last day. The owner is reminded three days before it, and the street is told the day after.
    /// </summary>
    public static async Task<Outcome<Recorded>> Add(
        Guid drillId,
        NewImprovement body,
        Finder<DrillKnown> sight,
        ScenarioLibrary scenarios,
        Act act
    )
    {
        if (NewImprovement.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (drill, known) = await sight.Find(act.Asked, drillId, act.Stop);
        if (drill is null)
            return Problem.NotFound;
        var community = body.Community ?? drill.Facts.Communities[0];
        if (!drill.Facts.Communities.Contains(community, StringComparer.Ordinal))
            return Problem.Bad("$.community: one of the drill's");
        if (!Known(body, scenarios.Of(drill.Facts, known), community, act.Use<RulePacks>()))
            return Problem.Bad("$.of: an action or objective of the scenario, or a duty");
        var id = act.Asked.NewId<ImprovementId>();
        var owner = OwnerOf(body, community, known, drill, act.Sealing);
        var above = Accounts(known, Role.StreetOfficer, Divisions.Street(community)).Append(act.Asked.Account).Distinct().Take(Told);
        var facts = new ImprovementFacts(
            act.Sealing.Seal(drillId, new FreeText(body.What!.Trim())),
            body.To ?? Belonging.Drill,
            body.Of?.Trim() ?? "",
            owner,
            body.Until!.Value,
            [.. above]
        );
        var sent = await act.Leading(drillId).Do(by => new AddImprovement(id, facts, by, act.Now));
        return sent.Problem is { } problem
            ? problem
            : new Outcome<Recorded>(sent.Value! with { Id = id.Value }, new(sent.Value.Position), StatusCodes.Status201Created);
    }

    /// <summary>Sets another last day, with the reason.</summary>
    public static Task<Outcome<Recorded>> Move(Guid drillId, Guid itemId, MovedImprovement body, Act act) =>
        Refused([.. Checks.Need(body.Until is not null, "$.until: a day"), .. Checks.Text(body.Why, "$.why", 500, needed: true)])
        ?? act.Leading(drillId)
            .Do((drill, by) => new MoveImprovement(new(itemId), body.Until!.Value, Text(drill, body.Why!, act.Sealing), by, act.Now));

    /// <summary>Reports, by its owner, that it is done, and how.</summary>
    public static async Task<Outcome<Recorded>> Finish(
        Guid drillId,
        Guid itemId,
        ImprovementWords body,
        Asked asked,
        Finder<DrillKnown> sight,
        Sending sending,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (Checks.Text(body.Words, "$.words", 500, needed: true).ToList() is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (drill, _) = await sight.Find(asked, drillId, stop);
        if (drill is null)
            return Problem.NotFound;
        // An asker with several roles acts in the owner's role; other askers are told whose item it is.
        var owner = drill.State.Improvements.GetValueOrDefault(new(itemId))?.Facts.Owner;
        var own = asked.Grants.Where(grant => grant.Role == owner?.Role).ToList();
        var (words, place) = (
            Text(drill, body.Words!, sealing),
            new Place(owner is { Division: { Length: 12 } community } ? community : drill.Facts.Communities[0])
        );
        var sent = await sending.Send(
            own.Count > 0 ? asked with { Grants = [.. own] } : asked,
            DrillPermissions.ImprovementDo,
            place,
            Entities.Drill(drill.Id),
            by => new FinishImprovement(new(itemId), words, by, asked.Now),
            stop: stop
        );
        return sent.With(new Recorded(drillId, sent.Position.Value));
    }

    /// <summary>Closes an improvement: a leader who did not do it has checked it.</summary>
    public static Task<Outcome<Recorded>> Check(Guid drillId, Guid itemId, ImprovementWords body, Act act) =>
        Refused(Checks.Text(body.Words, "$.words", 500))
        ?? act.Leading(drillId)
            .Do(
                (drill, by) =>
                    new CheckImprovement(
                        new(itemId),
                        string.IsNullOrWhiteSpace(body.Words) ? null : Text(drill, body.Words, act.Sealing),
                        by,
                        act.Now
                    )
            );

    /// <summary>Returns an improvement to its owner, with the shortcomings.</summary>
    public static Task<Outcome<Recorded>> SendBack(Guid drillId, Guid itemId, ImprovementWords body, Act act) =>
        Refused(Checks.Text(body.Words, "$.words", 500, needed: true))
        ?? act.Leading(drillId).Do((drill, by) => new SendBackImprovement(new(itemId), Text(drill, body.Words!, act.Sealing), by, act.Now));

    // Most accounts that are told of one item.
    private const int Told = 20;

    private static Sealed Text(DrillKnown drill, string text, ISealing sealing) => sealing.Seal(drill.Id.Value, new FreeText(text.Trim()));

    private static bool Known(NewImprovement body, Scenario? scenario, string community, RulePacks packs) =>
        body.To switch
        {
            Belonging.Action => scenario?.Expected(body.Of!.Trim()) is not null,
            Belonging.Objective => scenario?.Objectives.Any(one => one.Id == body.Of!.Trim()) is true,
            Belonging.Duty => packs.For(community).Any(rule => rule.Id == body.Of!.Trim()),
            _ => true,
        };

    private static Owner OwnerOf(NewImprovement body, string community, Known known, DrillKnown drill, ISealing sealing)
    {
        var role = body.Owner!.Value;
        var division = role switch
        {
            Role.Secretary => community,
            Role.StreetOfficer => Divisions.Street(community),
            _ => Divisions.County(community),
        };
        return new(
            role,
            division,
            string.IsNullOrWhiteSpace(body.Name) ? null : Text(drill, body.Name, sealing),
            [.. Accounts(known, role, division).Take(Told)]
        );
    }

    private static IEnumerable<AccountId> Accounts(Known known, Role role, string division) =>
        known
            .Of<AccountsKnown>()
            .Accounts.Values.Where(account =>
                !account.State.Closed && account.Grants.Any(grant => grant.Role == role && grant.Scope.Covers(new Place(division)))
            )
            .Select(account => account.Id)
            .OrderBy(id => id.Key, StringComparer.Ordinal);
}
