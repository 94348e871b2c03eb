using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Authorities;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Across.Imports;
using Emergency.Server.Features.Authorities;
using Emergency.Server.Features.Orders;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Hosting.DemoData;

/// <summary>
/// Fills a new demo: the district through the same import that users have, and the plan submitted and approved. Ids are derived, so that an
/// interrupted start continues.
/// </summary>
internal sealed class Registers(Importing importing, Sending sending, Folding folding, ISealing sealing, Clock clock)
{
    private const int AtOnce = 16;
    private const string Community = "411502001001",
        County = "411502";
    private static readonly AccountId Loader = new("demo");
    private static readonly Guid Space = Derived.Command("demo", "registers");
    private static readonly ListOf<Grant> Grants =
    [
        new(Role.Operator, new Scope("4115")),
        new(Role.Secretary, new Scope(Community)),
        new(Role.StreetOfficer, new Scope(Community[..9])),
        new(Role.CountyDuty, new Scope(County)),
    ];

    /// <summary>True when everything is loaded: the plan is approved last.</summary>
    public bool Loaded => folding.Now.Of<PlansKnown>().Of(Community).State.InForce is not null;

    /// <param name="progress">Called with the share done, 0 … 1, and the name of the file being loaded.</param>
    public async Task Load(Action<double, string> progress, CancellationToken stop)
    {
        foreach (var (file, done) in DemoFile.All.Select((file, done) => (file, done)))
        {
            progress((double)done / DemoFile.All.Count, file.Name);
            var asked = As(file.Name);
            var bytes = await file.Read(Shanghai.Day(asked.Now), stop);
            if ((await importing.Import(file.Kind, file.Division, file.Name, bytes, false, asked, stop)).Problem is { } problem)
                throw new CannotStart($"The demo could not be loaded: {file.Name}: {problem.Code}.");
        }
        foreach (var list in await ListsFile.For(County, stop))
        {
            var asked = As($"list {list.Id}");
            var sent = await sending.Send(
                asked,
                OrderPermissions.ListsEdit,
                new Place(County),
                Entities.Lists(Entities.Live, County),
                by => new RecordList(list, by, asked.Now),
                stop: stop
            );
            if (sent.Problem is { } problem)
                throw new CannotStart($"The demo could not be loaded: {list.Id}: {problem.Code}.");
        }
        foreach (var desk in await DutyFile.All(stop))
        {
            var officers = await DutyEndpoints.Sealed(sealing, desk.Officers, stop);
            await Man(desk.Authority, "officers", (by, now) => new RecordOfficers(officers, by, now), stop);
        }
        await RosterDesks(stop);
        await Approve(PlanPermissions.Submit, (by, now) => new SubmitPlan(by, now), stop);
        await Approve(PlanPermissions.Approve, (by, now) => new ApprovePlan(by, now), stop);
        progress(1, "");
    }

    /// <summary>
    /// Adds the duty days that a demo loaded long ago has not reached yet. Days removed or changed by hand stay so, except where a
    /// community has nobody left on a day.
    /// </summary>
    public async Task RollOn(CancellationToken stop)
    {
        await RosterDesks(stop);
        var (roster, today) = (DemoFile.Roster, Shanghai.Day(clock.Now(Entities.Live)));
        var days = folding
            .Now.Of<TeamsKnown>()
            .Teams.ToDictionary(
                team => team.Key,
                team => team.Value.State.Roster.Keys.Select(key => key.Day).ToHashSet(),
                StringComparer.Ordinal
            );
        if (
            await roster.RowsWhere(
                (community, day) => !days.TryGetValue(community, out var rostered) || !rostered.Contains(today.AddDays(day)),
                stop
            )
            is not { } missing
        )
            return;
        if (
            (
                await importing.Import(roster.Kind, roster.Division, roster.Name, missing, false, As($"{roster.Name} {today:O}"), stop)
            ).Problem is
            { } problem
        )
            throw new CannotStart($"The demo could not be loaded: {roster.Name}: {problem.Code}.");
    }

    // Each turn has an id of its own: it is added once, however often the demo starts and whatever was done with it since.
    private async Task RosterDesks(CancellationToken stop)
    {
        var today = Shanghai.Day(clock.Now(Entities.Live));
        foreach (var desk in await DutyFile.All(stop))
            await Parallel.ForEachAsync(
                desk.Turns(today),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
                async (turn, token) =>
                    await Man(
                        desk.Authority,
                        FormattableString.Invariant($"{turn.Day:O} {turn.Shift} {turn.Post} {turn.Officer}"),
                        (by, now) => new AddTurn(turn, by, now),
                        token
                    )
            );
    }

    private async Task Man(string authority, string what, Func<By, DateTimeOffset, Command> make, CancellationToken stop)
    {
        var asked = As($"duty {authority} {what}");
        var sent = await sending.Send(
            asked,
            DutyPermissions.Edit,
            new Place(authority),
            Entities.Desk(Entities.Live, authority),
            by => make(by, asked.Now),
            stop: stop
        );
        // The officer was removed, or a turn with other hours was entered by hand.
        if (sent.Problem is { } problem && problem.Code != DutyDesk.UnknownOfficer.Text && problem.Code != DutyDesk.TurnTaken.Text)
            throw new CannotStart($"The demo could not be loaded: duty {authority}: {problem.Code}.");
    }

    private async Task Approve(Permission permission, Func<By, DateTimeOffset, Command> make, CancellationToken stop)
    {
        var asked = As(permission.Name);
        var sent = await sending.Send(
            asked,
            permission,
            new Place(Community),
            Entities.Plan(Entities.Live, Community),
            by => make(by, asked.Now),
            stop: stop
        );
        if (sent.Problem is { } problem)
            throw new CannotStart($"The demo could not be loaded: {permission.Name}: {problem.Code}.");
    }

    private Asked As(string step) =>
        new(Loader, Grants, null, Entities.Live, clock.Now(Entities.Live), Derived.Id(Space, step), Derived.Digest("demo", step), null);
}
