using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Links;
using Emergency.Domain.Teams;
using Emergency.Domain.TemporaryCare;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>Cases that concern the asker.</summary>
/// <param name="Rows">List rows of the cases, in the same order.</param>
/// <param name="Others">Number of further cases in the asker's street that are in time.</param>
internal sealed record CarePage(IReadOnlyList<CareLight> Items, long Position, IReadOnlyList<CareRow> Rows, int Others);

/// <summary>List row of a case. It does not name the person in care; other names are masked.</summary>
/// <param name="With">Person who is with the one in care, masked: 乐**（姑姑）.</param>
/// <param name="Door">Door of the person, for askers who may read the register there; otherwise null.</param>
internal sealed record CareRow(
    CareCaseId Id,
    string No,
    string Community,
    bool? Minor,
    int? Age,
    string? With,
    ListOf<string> Phones,
    CareDoor? Door
)
{
    public static CareRow Of(CareCaseKnown care, Known known, Asked asked, ISealing sealing)
    {
        var today = Shanghai.Day(asked.Now);
        var person = known.Of<ResidentsKnown>(asked.Realm).Persons.GetValueOrDefault(care.State.Person!.Value);
        var with = care.State.Arrangement?.Carer ?? care.State.Adult;
        var director = known
            .Of<TeamsKnown>(asked.Realm)
            .Of(care.State.Community)
            .Members.Values.Where(member => member.Facts.Is(TeamRole.ChildDirector))
            .SelectMany(member => member.Contact?.Phones ?? []);
        return new(
            care.Id,
            NoOf(care),
            known.Of<PlacesKnown>(asked.Realm).Of(care.State.Community)?.Name ?? care.State.Community,
            person?.IsMinor(today),
            AgeOf(person, today),
            with is { } text && sealing.Open<FreeText>(text) is { } opened ? Masked(opened.Text) : null,
            [.. director.Take(1)],
            person is { Erased: false } && PersonSight.Of(asked, PeoplePermissions.ResidentsRead, person.Place, byTask: false) is not null
                ? new(person.Grid, person.Listed.Building, person.Listed.Unit, person.Listed.Floor, person.Listed.Room)
                : null
        );
    }

    /// <summary>Number of a case, such as 照 2026-3F2A: year and the end of its id.</summary>
    public static string NoOf(CareCaseKnown care) =>
        $"照 {Shanghai.Day(care.OpenedAt).Year}-{care.Id.Value.ToString("N")[^4..].ToUpperInvariant()}";

    public static int? AgeOf(PersonKnown? person, DateOnly today) =>
        person?.Listed.Born is { } born ? Math.Clamp(Ages.Of(born, today), 0, 150) : null;

    private static string Masked(string text)
    {
        var cut = text.IndexOf('（', StringComparison.Ordinal);
        return cut < 0 ? Masks.Name(text) : Masks.Name(text[..cut]) + text[cut..];
    }
}

/// <summary>Home of the person, without a name.</summary>
internal sealed record CareDoor(string Grid, string? Building, string? Unit, int? Floor, string? Room);

/// <summary>An exit, and the reason why it is closed in this situation; null where it is open.</summary>
internal sealed record CareWayOut(CareExit Exit, string? Closed);

/// <summary>The current offer, decrypted.</summary>
internal sealed record CareOfferShown(
    CareExit Exit,
    FreeText? Receiver,
    string? Where,
    DateTimeOffset? When,
    string? Know,
    CareAcceptedBy? Accepted,
    LinkStood? Link
);

/// <summary>
/// A case, decrypted: the adult with the person, the carer and the place, and the people to call: guardians first, then the child director.
/// </summary>
/// <param name="Rung">Calls that the server has made since the case was late, with their results, the newest first; at most 12.</param>
internal sealed record CareShown(
    CareLight Care,
    CarePerson? Person,
    FreeText? Adult,
    FreeText? Carer,
    string? Where,
    DateOnly? Since,
    ListOf<CareCall> Call,
    CareRow Row,
    DateTimeOffset? Until,
    string? Know,
    CareOfferShown? Offer,
    ListOf<CareWayOut> Exits,
    IReadOnlyList<CareEntry> History,
    IReadOnlyList<CalledShown> Rung
)
{
    private const int MostRung = 12;

    public static CareShown Of(
        CareCaseKnown care,
        Known known,
        Asked asked,
        ISealing sealing,
        IReadOnlyList<CareEntry> history,
        VoiceGateway gateway
    )
    {
        var (state, today) = (care.State, Shanghai.Day(asked.Now));
        var person = known.Of<ResidentsKnown>(asked.Realm).Persons.GetValueOrDefault(state.Person!.Value);
        var team = known.Of<TeamsKnown>(asked.Realm).Of(state.Community);
        var called = CareCaseKnown.Owing(person?.IsMinor(today) == true);
        return new(
            CareLight.Of(care, asked.Grants),
            person is null ? null : CarePerson.Of(person, today),
            Open(state.Adult),
            Open(state.Arrangement?.Carer),
            Open(state.Arrangement?.Where)?.Text,
            state.Arrangement?.Since,
            [
                .. team
                    .Members.Values.Where(member => called.Contains(member.Facts.Role))
                    .OrderBy(member => member.Facts.Role != called[0])
                    .Select(member => new CareCall(member.Facts.Id, member.Facts.Role, member.Contact?.Name, member.Contact?.Phones ?? [])),
            ],
            CareRow.Of(care, known, asked, sealing),
            state.Arrangement?.Until,
            Open(state.Arrangement?.Know)?.Text,
            state.Offer is { } offer
                ? new(
                    offer.Exit,
                    Open(offer.Receiver),
                    Open(offer.Where)?.Text,
                    offer.When,
                    Open(offer.Know)?.Text,
                    offer.Accepted,
                    LinkStood.Of(known.Of<LinksKnown>(asked.Realm).Of(care.Id.Value, LinkPurpose.CareAccept))
                )
                : null,
            [
                .. Enum.GetValues<CareExit>()
                    .Select(exit => new CareWayOut(
                        exit,
                        CareCase.Against(exit, person?.IsMinor(today), state.HarmSuspected, entrusted: true)?.Text
                    )),
            ],
            history,
            [
                .. known
                    .Of<CallsKnown>(asked.Realm)
                    .Of(CallKind.Care, care.Id.Value)
                    .OrderByDescending(call => call.At)
                    .Take(MostRung)
                    .Select(call => CalledShown.Of(call, known, asked, gateway)),
            ]
        );

        FreeText? Open(Sealed? text) => text is { } value ? sealing.Open<FreeText>(value) : null;
    }
}

/// <summary>The person with a 称呼 without the surname, because a minor's name needs an approval, not just a care case.</summary>
internal sealed record CarePerson(PersonId Id, string Salutation, bool Minor, ListOf<CareGuardian> Guardians)
{
    public static CarePerson Of(PersonKnown person, DateOnly today)
    {
        var minor = person.IsMinor(today);
        return new(
            person.Id,
            Spoken(person, today, minor),
            minor,
            [
                .. person
                    .GuardiansOn(today)
                    .Select(guardian => new CareGuardian(
                        guardian.Contact.Role,
                        guardian.Contact.Relation,
                        guardian.Contact.Name,
                        guardian.Contact.Phones
                    )),
            ]
        );
    }

    private static string Spoken(PersonKnown person, DateOnly today, bool minor) =>
        Features.People.Salutation.Of(person, today, masked: minor);
}

internal sealed record CareGuardian(string Role, string? Relation, string Name, ListOf<string> Phones);

internal sealed record CareCall(MemberId Member, TeamRole Role, string? Name, ListOf<string> Phones);
