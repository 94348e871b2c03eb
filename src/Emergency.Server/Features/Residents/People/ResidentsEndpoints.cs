using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>Endpoints for the register of residents at risk (重点关爱对象) of a community.</summary>
internal static class ResidentsEndpoints
{
    public static RouteGroupBuilder MapResidents(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{code}/residents", List).Needs(PeoplePermissions.ResidentsRead);
        api.MapPost("/communities/{code}/residents/{personId:guid}/helper", Pair).Needs(PeoplePermissions.ResidentsEdit);
        api.MapPost("/communities/{code}/residents/{personId:guid}/hold", Hold).Needs(PeoplePermissions.PersonHold);
        api.MapGet("/communities/{code}/residents/approvals", ReadApprovals).Needs(PeoplePermissions.ResidentsRead);
        api.MapPost("/communities/{code}/residents/approvals/withdraw", Withdraw).Needs(PeoplePermissions.MinorsWithdraw);
        api.MapPost("/communities/{code}/residents/approvals", Approve)
            .Needs(PeoplePermissions.MinorsAsk)
            .Produces<ApprovalAsked>(StatusCodes.Status202Accepted);
        return api;
    }

    /// <summary>
    /// Residents at risk whom the asker can see, by door, with masks; with left=true those who have left. A chief sees the
    /// own grid. Each page is recorded before the answer leaves.
    /// </summary>
    public static async Task<Outcome<ResidentsPage>> List(
        string code,
        int? limit,
        string? next,
        Asked asked,
        Folding folding,
        Recording recording,
        CancellationToken stop,
        bool left = false
    )
    {
        if (limit is < 1 or > ResidentsQuery.MostItems)
            return Problem.Bad($"?limit: 1 to {ResidentsQuery.MostItems}");
        var place = asked.Within(PeoplePermissions.ResidentsRead, code);
        if (asked.Allow(PeoplePermissions.ResidentsRead, place).Problem is { } problem)
            return problem;
        var known = folding.Now;
        var (page, fault) = ResidentsQuery.Page(known, asked, code, limit ?? 50, next, left);
        if (page is null)
            return Problem.Bad(fault!);
        var sent =
            page.Items.Count == 0
                ? new Sent(known.At)
                : (
                    await recording.Write(
                        asked,
                        PeoplePermissions.ResidentsRead,
                        place,
                        byTask: false,
                        new(AccessPurpose.Register, null, code, [.. page.Items.Select(one => one.PersonId)]),
                        stop
                    )
                ).Sent;
        return sent.Accepted ? new Outcome<ResidentsPage>(page, known.At) : sent.With<ResidentsPage>(null!);
    }

    /// <summary>Names the neighbour or volunteer paired with a person, or removes the pairing.</summary>
    public static async Task<Outcome<HelperPairedWith>> Pair(
        string code,
        Guid personId,
        NewHelper body,
        Asked asked,
        Folding folding,
        Sending sending,
        CancellationToken stop
    )
    {
        if (asked.Allow(PeoplePermissions.ResidentsEdit, new Place(code)).Problem is { } problem)
            return problem;
        if (
            body.Member is { } member
            && !await folding.Holds(known => known.Of<TeamsKnown>(asked.Realm).Member(code, member) is not null, stop)
        )
            return Problem.Of(Team.UnknownMember, member.ToString());
        var sent = await sending.Send(
            asked,
            PeoplePermissions.ResidentsEdit,
            new Place(code),
            Entities.Residents(asked.Realm, code),
            by => new PairHelper(new PersonId(personId), body.Member, by, asked.Now),
            stop: stop
        );
        return sent.With(new HelperPairedWith(new PersonId(personId), body.Member, sent.Position.Value));
    }

    /// <summary>
    /// Keeps a record for an inquiry up to and including a day, against any request for its end. Without a day the hold is
    /// lifted.
    /// </summary>
    public static async Task<Outcome<PersonKept>> Hold(
        string code,
        Guid personId,
        NewHold body,
        Asked asked,
        Sending sending,
        CancellationToken stop
    )
    {
        var sent = await sending.Send(
            asked,
            PeoplePermissions.PersonHold,
            new Place(code),
            Entities.Residents(asked.Realm, code),
            by => new HoldPerson(new PersonId(personId), body.Until, by, asked.Now),
            stop: stop
        );
        return sent.With(new PersonKept(new PersonId(personId), body.Until, sent.Position.Value));
    }

    /// <summary>Approvals to see minors by name here, by role and period.</summary>
    public static Outcome<ApprovalsShown> ReadApprovals(string code, Asked asked, Folding folding)
    {
        if (asked.Allow(PeoplePermissions.ResidentsRead, asked.Within(PeoplePermissions.ResidentsRead, code)).Problem is { } problem)
            return problem;
        var known = folding.Now;
        return new Outcome<ApprovalsShown>(
            new(
                [
                    .. known
                        .Of<ResidentsKnown>(asked.Realm)
                        .Register(code)
                        .Approvals.OrderByDescending(approval => approval.To)
                        .Select(approval => new ApprovalShown(
                            approval.Role,
                            approval.From,
                            approval.To,
                            approval.By.Account,
                            approval.By.Role,
                            approval.Holds(Shanghai.Day(asked.Now))
                        )),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>Ends an approval before its term: that role sees no minor by name here any more.</summary>
    public static async Task<Outcome<Recorded>> Withdraw(string code, NewApproval body, Act act)
    {
        if (NewApproval.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        var sent = await act.Send(
            PeoplePermissions.MinorsWithdraw,
            new Place(code),
            Entities.Residents(act.Asked.Realm, code),
            by => new WithdrawSight(body.Role!.Value, body.From!.Value, body.To!.Value, by, act.Now)
        );
        return sent.With(new Recorded(act.Asked.CommandId, sent.Position.Value));
    }

    /// <summary>
    /// Requests that a role can see minors by name in this community for a period, 12 months at most. Street or civil
    /// affairs approve it, never an account with that role.
    /// </summary>
    public static async Task<Outcome<ApprovalAsked>> Approve(
        string code,
        NewApproval body,
        Asked asked,
        Confirming confirming,
        CancellationToken stop
    )
    {
        if (NewApproval.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (SightApproval.Fault(body.From!.Value, body.To!.Value) is { } fault)
            return Problem.Of(fault);
        var role = body.Role!.Value;
        var key = asked.NewId<ConfirmationId>().Value;
        var (waiting, sent) = await confirming.Ask(
            asked,
            PeoplePermissions.MinorsAsk,
            new Place(code),
            new(AskedKind.MinorsSight, code, role.ToString()),
            key,
            new SightAsked(role, body.From.Value, body.To.Value, body.Reason),
            stop
        );
        return sent.With(
            new ApprovalAsked(code, role, waiting.Confirmation, waiting.Until, sent.Position.Value),
            StatusCodes.Status202Accepted
        );
    }
}

/// <summary>The member paired with a person; null removes the pairing.</summary>
internal sealed record NewHelper(MemberId? Member);

internal sealed record HelperPairedWith(PersonId PersonId, MemberId? Member, long Position);

/// <summary>The last day of the hold; null lifts it.</summary>
internal sealed record NewHold(DateOnly? Until);

internal sealed record PersonKept(PersonId PersonId, DateOnly? Until, long Position);
