using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Domain.Links;
using Emergency.Domain.TemporaryCare;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Finding;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>Ends of temporary care: an offer, the receiver's own acceptance, the hand-over; and the answers of civil affairs.</summary>
internal static class CareReceivingEndpoints
{
    public static RouteGroupBuilder MapCareReceiving(this RouteGroupBuilder api)
    {
        var one = api.MapGroup("/care/{id:guid}");
        one.MapPost("/see", See).Needs(CarePermissions.Read);
        one.MapPost("/offer", Offer).Needs(CarePermissions.Act);
        one.MapPost("/take-back", TakeBack).Needs(CarePermissions.Act);
        one.MapPost("/signed", Signed).Needs(CarePermissions.Act);
        one.MapPost("/ask", Ask).Needs(CarePermissions.Act);
        one.MapPost("/link", MakeLink).Needs(CarePermissions.Link).Produces<LinkGiven>(StatusCodes.Status201Created);
        one.MapPost("/link/withdraw", WithdrawLink).Needs(CarePermissions.Link);
        one.MapPost("/accept", Accept).Needs(CarePermissions.Answer);
        one.MapPost("/decline", Decline).Needs(CarePermissions.Answer);
        one.MapPost("/answer", Answer).Needs(CarePermissions.Answer);
        one.MapPost("/clear-harm", ClearHarm).Needs(CarePermissions.Answer);
        return api;
    }

    /// <summary>知道了, with words on the steps taken. The committee of the domicile acknowledges from its own place.</summary>
    public static async Task<Outcome<Recorded>> See(Guid id, CareWords body, Act act)
    {
        if (CareWords.Faults(body, needed: false) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await act.Use<Finder<CareCaseKnown>>().Find(act.Asked, id, act.Stop) is not ({ } care, _))
            return Problem.NotFound;
        var note = await act.SealText(care.State.Person!.Value.Value, body.Text);
        var away = care.Seat(act.Asked) != care.Place;
        var sent = await act.Send(
            CarePermissions.Read,
            care.Seat(act.Asked),
            Entities.Care(act.Asked.Realm, care.Id),
            by => new SeeCare(away ? CareParty.Domicile : Party(by.Role), note, by, act.Now),
            () => true
        );
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    private static CareParty Party(Role role) =>
        role switch
        {
            Role.Secretary => CareParty.Secretary,
            Role.StreetOfficer => CareParty.Street,
            Role.CivilAffairs => CareParty.CivilAffairs,
            _ => CareParty.ChildDirector,
        };

    /// <summary>
    /// 发交接单: offers the person to a receiver, with place and time. Texts that appear in a link must not contain the person's name.
    /// </summary>
    public static async Task<Outcome<Recorded>> Offer(Guid id, NewOffer body, Act act)
    {
        if (NewOffer.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (row, known) = await act.Use<Finder<CareCaseKnown>>().Find(act.Asked, id, act.Stop);
        var person = row is null ? null : known.Of<ResidentsKnown>(act.Asked.Realm).Persons.GetValueOrDefault(row.State.Person!.Value);
        if (person?.Contact.Name is { Length: > 1 } name && $"{body.Where} {body.Know}".Contains(name, StringComparison.Ordinal))
            return new Problem("care.name-in-words", []);
        var minor = person?.IsMinor(Shanghai.Day(act.Now));
        return await CareEndpoints.On(
            id,
            act,
            (by, seal) =>
                new OfferCare(
                    body.Exit!.Value,
                    seal(new(body.Receiver!, body.Phone)),
                    Sealed(seal, body.Where),
                    body.When,
                    Sealed(seal, body.Know),
                    minor,
                    body.Entrusted ?? false,
                    by,
                    act.Now
                )
        );
    }

    /// <summary>Takes the offer back; another exit can be chosen.</summary>
    public static Task<Outcome<Recorded>> TakeBack(Guid id, Act act) =>
        CareEndpoints.On(id, act, (by, _) => new TakeBackOffer(by, act.Now));

    /// <summary>Records the receiver's signature on paper, by a witness or by a picture of it.</summary>
    public static async Task<Outcome<Recorded>> Signed(Guid id, PaperSigned body, Act act)
    {
        if (PaperSigned.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (body.Photo is { } photo && await Unknown(id, photo, act))
            return new Problem("care.unknown-photo", []);
        return await CareEndpoints.On(
            id,
            act,
            (by, seal) => new AcceptCare(CareAcceptedBy.Paper, Sealed(seal, body.Witness), body.Photo, by, act.Now)
        );
    }

    // True when the picture is not among the papers of this very case.
    private static async Task<bool> Unknown(Guid id, AttachmentId photo, Act act)
    {
        var (care, known) = await act.Use<Finder<CareCaseKnown>>().Find(act.Asked, id, act.Stop);
        return care is not null && known.Of<AttachmentsKnown>(act.Asked.Realm).Find(new AttachedTo("care", id), photo) is null;
    }

    /// <summary>Asks civil affairs for their opinion or for a place; they have 72 hours, or less.</summary>
    public static async Task<Outcome<Recorded>> Ask(Guid id, NewAsk body, Act act)
    {
        if (NewAsk.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (row, known) = await act.Use<Finder<CareCaseKnown>>().Find(act.Asked, id, act.Stop);
        var person = row is null ? null : known.Of<ResidentsKnown>(act.Asked.Realm).Persons.GetValueOrDefault(row.State.Person!.Value);
        var minor = person?.IsMinor(Shanghai.Day(act.Now));
        return await CareEndpoints.On(
            id,
            act,
            (by, seal) => new AskCivilAffairs(body.Of!.Value, seal(new(body.Why!)), minor, body.Before, by, act.Now)
        );
    }

    /// <summary>Makes a link and a code by which the receiver can accept, for 48 hours; an earlier link becomes invalid.</summary>
    public static async Task<Outcome<LinkGiven>> MakeLink(Guid id, Act act)
    {
        if (await act.Use<Finder<CareCaseKnown>>().Find(act.Asked, id, act.Stop) is not ({ } care, _))
            return Problem.NotFound;
        if (care.State.Offer is null || care.State.Stage == CareStage.Ended)
            return Problem.Of(CareCase.NotOffered);
        if (care.State.Offer.Exit is CareExit.CivilAffairs or CareExit.Death)
            return Problem.Of(CareCase.NotTheReceiver);
        return await LinkMaking.Make(act, CarePermissions.Link, care.Place, LinkPurpose.CareAccept, id);
    }

    /// <summary>Withdraws the link at once.</summary>
    public static async Task<Outcome<Recorded>> WithdrawLink(Guid id, Act act) =>
        await act.Use<Finder<CareCaseKnown>>().Find(act.Asked, id, act.Stop) is ({ } care, _)
            ? await LinkMaking.Withdraw(act, CarePermissions.Link, care.Place, id)
            : Problem.NotFound;

    /// <summary>接: civil affairs accept the person offered to them.</summary>
    public static Task<Outcome<Recorded>> Accept(Guid id, Act act) =>
        Civil(id, act, (by, _) => new AcceptCare(CareAcceptedBy.Account, null, null, by, act.Now));

    /// <summary>不接: civil affairs decline, with the reason.</summary>
    public static Task<Outcome<Recorded>> Decline(Guid id, CareWords body, Act act) =>
        Refused(CareWords.Faults(body, needed: true))
        ?? Civil(id, act, (by, seal) => new DeclineCare(Sealed(seal, body.Text), by, act.Now));

    /// <summary>出意见: civil affairs answer a question.</summary>
    public static Task<Outcome<Recorded>> Answer(Guid id, CivilAnswer body, Act act) =>
        Refused(CivilAnswer.Faults(body))
        ?? Civil(id, act, (by, seal) => new AnswerCare(body.Yes!.Value, Sealed(seal, body.Text), by, act.Now));

    /// <summary>Records that suspected harm was looked into, so that the way home is open again.</summary>
    public static Task<Outcome<Recorded>> ClearHarm(Guid id, CareWords body, Act act) =>
        Refused(CareWords.Faults(body, needed: true)) ?? Civil(id, act, (by, seal) => new ClearHarm(seal(new(body.Text!)), by, act.Now));

    private static Task<Outcome<Recorded>> Civil(Guid id, Act act, Func<By, Func<FreeText, Sealed>, Command> make) =>
        act.On<CareCaseKnown>(id, CarePermissions.Answer, care => Entities.Care(act.Asked.Realm, care.Id), care => care.Place)
            .Do(async care =>
            {
                var person = care.State.Person!.Value.Value;
                await act.Sealing.Ensure([person], act.Stop);
                return by => make(by, text => act.Sealing.Seal(person, text));
            });

    private static Sealed? Sealed(Func<FreeText, Sealed> seal, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : seal(new FreeText(text));
}
