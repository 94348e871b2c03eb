using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>A care case and an account that it may concern.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CareOf(CareCaseId Care, AccountId Account);

/// <summary>Signals of a running case, only to the <c>me</c> group of the accounts it concerns.</summary>
internal sealed class CareLights : LightsOf<CareKnown, CareOf>
{
    protected override string View => "care";

    protected override bool IsNews(Happened happened) => happened.Event is CareEvent;

    protected override IEnumerable<CareOf> Touched(CareKnown before, CareKnown after, Happened happened)
    {
        if (happened.Event is not CareEvent)
            return Open(after, new(happened.Entity.Key));
        var id = new CareCaseId(Guid.Parse(happened.Entity.Key));
        return Concerned(before, id).Union(Concerned(after, id)).Select(account => new CareOf(id, account));
    }

    protected override IEnumerable<CareOf> Near(CareKnown state, string realm, Group group) =>
        group.Kind == "me" ? Open(state, new(group.Id)) : [];

    protected override Light? Of(CareKnown state, CareOf thing, string realm) =>
        state.Find(thing.Care) is { State.Stage: not CareStage.Ended } care
        && state.Accounts.GetValueOrDefault(thing.Account, []) is var grants
        && care.Concerns(thing.Account, grants)
            ? new(thing.Care.ToString(), () => CareLight.Of(care, grants), Audience.Only(Group.Me(realm, thing.Account)))
            : null;

    private static IEnumerable<CareOf> Open(CareKnown state, AccountId account) =>
        state.All.Values.Where(care => care.State.Stage != CareStage.Ended).Select(care => new CareOf(care.Id, account));

    private static IEnumerable<AccountId> Concerned(CareKnown state, CareCaseId id) =>
        state.Find(id) is { } care ? state.Concerned(care).Append(care.OpenedBy) : [];
}

/// <summary>A care case as it is signalled: no name, no kind. <paramref name="LateLevel"/>: 0 in time; 1 the secretary, 2 the street, 3 civil affairs are told. <paramref name="Seen"/>: parties that have acknowledged it since then.</summary>
/// <param name="OnlyTold">True where the receiver of this signal belongs only to the place where the person is registered (户籍地), which owes nothing.</param>
internal sealed record CareLight(
    CareCaseId Id,
    PersonId Person,
    string Community,
    string? Domicile,
    IncidentId? Incident,
    CareStage Stage,
    bool HarmSuspected,
    DateTimeOffset OpenedAt,
    DateOnly? LastChecked,
    DateTimeOffset? Due,
    int LateLevel,
    CareExit? Exit,
    CareOfferLight? Offer = null,
    CareAskLight? Ask = null,
    ListOf<CareParty>? Seen = null,
    DateTimeOffset? Until = null,
    bool? OnlyTold = null
)
{
    /// <param name="grants">Grants of the account that is signalled.</param>
    public static CareLight Of(CareCaseKnown care, ListOf<Grant> grants)
    {
        var state = care.State;
        return new(
            care.Id,
            state.Person!.Value,
            state.Community,
            state.Domicile,
            state.Incident,
            state.Stage,
            state.HarmSuspected,
            care.OpenedAt,
            state.LastChecked,
            state.Due,
            state.LateLevel,
            state.Exit,
            state.Offer is { } offer ? new(offer.Exit, offer.When, offer.Accepted, care.OfferedAt, care.OtherTimeAt) : null,
            state.Ask is { } ask ? new(ask.Of, ask.Due) : null,
            state.Seen,
            state.Arrangement?.Until,
            care.OnlyTells(grants) ? true : null
        );
    }
}

/// <summary>Exit that was offered, its time, and the way in which the receiver has accepted.</summary>
/// <param name="OtherTimeAt">Time at which the receiver last asked for another time.</param>
internal sealed record CareOfferLight(
    CareExit Exit,
    DateTimeOffset? When,
    CareAcceptedBy? Accepted,
    DateTimeOffset? At,
    DateTimeOffset? OtherTimeAt = null
);

/// <param name="Due">Null once it is late.</param>
internal sealed record CareAskLight(CareAskOf Of, DateTimeOffset? Due);
