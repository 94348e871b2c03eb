using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Retaining;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Erasure;

/// <summary>
/// Requests erasures of personal data: of a resident, a member of a team, a caller, a visitor, the owner of an account. Another office
/// confirms each.
/// </summary>
internal static class ErasureEndpoints
{
    public static RouteGroupBuilder MapErasures(this RouteGroupBuilder api)
    {
        api.MapPost("/communities/{code}/residents/{personId:guid}/erase", ErasePerson)
            .Needs(ConfirmationPermissions.PersonErase)
            .Produces<PersonErasureAsked>(StatusCodes.Status202Accepted);
        api.MapPost("/communities/{code}/team/members/{member:guid}/erase", EraseMember)
            .Needs(TeamPermissions.MemberErase)
            .Produces<ErasureWaiting>(StatusCodes.Status202Accepted)
            .WithTags("teams");
        api.MapPost("/incidents/{id:guid}/caller/erase", EraseCallers)
            .Needs(ConfirmationPermissions.PersonErase)
            .Produces<ErasureWaiting>(StatusCodes.Status202Accepted);
        api.MapPost("/incidents/{id:guid}/doors/{community}/visitors/{personId:guid}/erase", EraseVisitor)
            .Needs(ConfirmationPermissions.PersonErase)
            .Produces<ErasureWaiting>(StatusCodes.Status202Accepted);
        api.MapPost("/accounts/{account}/erase", EraseAccount)
            .Needs(AccountPermissions.Change)
            .Produces<ErasureWaiting>(StatusCodes.Status202Accepted)
            .WithTags("accounts");
        api.MapPost("/cases/{caseId:guid}/caller/erase", EraseCallersOfCase)
            .Needs(ConfirmationPermissions.PersonErase)
            .Produces<ErasureWaiting>(StatusCodes.Status202Accepted);
        return api;
    }

    /// <summary>Asks that a record be destroyed for good (个人信息保护法 47): when the street asks, civil affairs confirms it, and the other way round; then its key is destroyed, and no file brings the person back. Refused while the person is at the doors of an open incident, in a running case of care, or under a hold.</summary>
    public static async Task<Outcome<PersonErasureAsked>> ErasePerson(
        string code,
        Guid personId,
        NewErasure body,
        Asked asked,
        Erasing erasing,
        Confirming confirming,
        CancellationToken stop
    )
    {
        if (body.Basis is not { } basis)
            return Problem.Bad("$.basis: purpose-fulfilled, term-over, consent-withdrawn or unlawful");
        var id = new PersonId(personId);
        var (name, problem) = await erasing.Named(asked, code, id, stop);
        if (problem is not null)
            return problem;
        // About an erased person only a repeated request is answered again.
        if (name is null && !await confirming.HasAsked(asked, stop))
            return Problem.NotFound;
        var key = name is null ? asked.NewId<ConfirmationId>().Value : personId;
        var (waiting, sent) = await confirming.Ask(
            asked,
            ConfirmationPermissions.PersonErase,
            new Place(code),
            new(AskedKind.Erasure, code, id.ToString()),
            key,
            new ErasureAsked(basis, name ?? ""),
            stop
        );
        return sent.With(
            new PersonErasureAsked(id, waiting.Confirmation, waiting.Until, sent.Position.Value),
            StatusCodes.Status202Accepted
        );
    }

    /// <summary>Asks that the data kept of a member who has left be destroyed; the street confirms. Refused while there is a turn of duty ahead, an open account, or a task in an incident that is not over.</summary>
    public static async Task<Outcome<ErasureWaiting>> EraseMember(
        string code,
        Guid member,
        NewErasure body,
        Asked asked,
        MemberErasureAct act,
        Confirming confirming,
        CancellationToken stop
    ) =>
        Divisions.IsCommunity(code)
            ? await act.Ask(asked, new(AskedKind.MemberErasure, code, member.ToString()), body.Basis, confirming, stop)
            : Problem.NotFound;

    /// <summary>Asks that names and phones of the callers of an incident that is over be destroyed; street and civil affairs decide together. The callers' words stay.</summary>
    public static async Task<Outcome<ErasureWaiting>> EraseCallers(
        Guid id,
        NewErasure body,
        Asked asked,
        IncidentSight sight,
        CallerErasureAct act,
        Confirming confirming,
        CancellationToken stop
    )
    {
        if (await sight.Find(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        return await act.Ask(asked, new(AskedKind.CallerErasure, seen.Incident.Home.Division, id.ToString()), body.Basis, confirming, stop);
    }

    /// <summary>Asks that the notes about a visitor be destroyed; street and civil affairs decide together, never while the incident is open. The count stays.</summary>
    public static Task<Outcome<ErasureWaiting>> EraseVisitor(
        Guid id,
        string community,
        Guid personId,
        NewErasure body,
        Asked asked,
        VisitorErasureAct act,
        Confirming confirming,
        CancellationToken stop
    ) => act.Ask(asked, new(AskedKind.VisitorErasure, community, VisitorErasureAct.Subject(id, personId)), body.Basis, confirming, stop);

    /// <summary>Asks that name and phone of the owner of a closed account be destroyed; another operator or the commander confirms. The account's acts stay, under its key alone.</summary>
    public static async Task<Outcome<ErasureWaiting>> EraseAccount(
        string account,
        NewErasure body,
        Asked asked,
        AccountErasureAct act,
        Confirming confirming,
        Administration administration,
        CancellationToken stop
    )
    {
        var (found, problem) = await administration.Of(asked, new(account), stop);
        if (problem is not null)
            return problem;
        return await act.Ask(
            asked,
            new(AskedKind.AccountErasure, AccountLaw.Place(found!.Grants[0]).Division, account),
            body.Basis,
            confirming,
            stop
        );
    }

    /// <summary>Asks that names and phones of the callers of a case that became no incident be destroyed; street and civil affairs decide together. The callers' words stay.</summary>
    public static async Task<Outcome<ErasureWaiting>> EraseCallersOfCase(
        Guid caseId,
        NewErasure body,
        Asked asked,
        Folding folding,
        CallerErasureAct act,
        Confirming confirming,
        CancellationToken stop
    )
    {
        var known = await folding.With(known => known.Of<RetentionKnown>().Cases.ContainsKey(new(caseId)), stop);
        if (known.Of<RetentionKnown>().Cases.GetValueOrDefault(new(caseId)) is not { } waiting)
            return Problem.NotFound;
        return await act.Ask(asked, new(AskedKind.CallerErasure, waiting.Place, caseId.ToString()), body.Basis, confirming, stop);
    }
}
