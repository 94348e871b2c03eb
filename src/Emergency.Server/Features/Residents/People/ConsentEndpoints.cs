using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>Endpoints for a resident's consent: asked for, given, refused, withdrawn, per field group and purpose.</summary>
internal static class ConsentEndpoints
{
    public static RouteGroupBuilder MapConsents(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{code}/residents/{personId:guid}/consents", Read).Needs(PeoplePermissions.ConsentKeep);
        api.MapPost("/communities/{code}/residents/{personId:guid}/consents", Keep).Needs(PeoplePermissions.ConsentKeep);
        return api;
    }

    /// <summary>
    /// 凭什么: for each field of a record the legal ground for each purpose, the roles that see it, and the state of consent.
    /// It holds no value of any field.
    /// </summary>
    public static async Task<Outcome<ConsentsShown>> Read(string code, Guid personId, Act act)
    {
        var (known, person, problem) = await Find(act, code, new(personId));
        if (known is null || person is null)
            return problem!;
        var today = Shanghai.Day(act.Now);
        var decides = person.Deciders(today);
        var shown = new ConsentsShown(
            person.Id,
            new(
                decides.Guarded,
                [
                    .. person
                        .Guardians.Where(one => decides.Guardians.Contains(one.Id))
                        .Select(one => new DeciderShown(one.Id, Masks.Name(one.Contact.Name), one.Contact.Relation)),
                ]
            ),
            person.MustBeAsked(today),
            [.. ConsentTable.BuiltIn.Rows.Select(row => Of(row, person, today))],
            known.At.Value
        );
        return new Outcome<ConsentsShown>(shown, known.At);
    }

    /// <summary>
    /// Records an answer by the person, or by the guardian of a minor; never by a caregiver. After a withdrawal or refusal,
    /// data that rests on consent alone is hidden at once.
    /// </summary>
    public static async Task<Outcome<Recorded>> Keep(string code, Guid personId, NewConsent body, Act act)
    {
        if (NewConsent.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (known, person, problem) = await Find(act, code, new(personId));
        if (known is null || person is null)
            return problem!;
        if (body.Paper is { } paper && !await IsPaper(act, person.Id, paper))
            return Problem.Of(Attachment.Unknown);
        var today = Shanghai.Day(act.Now);
        var said = new ConsentSaid([.. body.Uses!], body.Guardian, body.Day ?? today);
        var proof = new ConsentProof(body.Paper, await act.SealText(personId, body.Witness), await act.SealText(personId, body.Explained));
        var deciders = person.Deciders(today);
        var sent = await act.Send(
            PeoplePermissions.ConsentKeep,
            new Place(code),
            Entities.Residents(act.Asked.Realm, code),
            by =>
                body.Answer!.Value switch
                {
                    ConsentAnswer.Given => new GiveConsent(person.Id, said, body.Until, deciders, proof, by, act.Now),
                    ConsentAnswer.Refused => new RefuseConsent(person.Id, said, deciders, proof, by, act.Now),
                    _ => new WithdrawConsent(person.Id, said, deciders, proof, by, act.Now),
                }
        );
        return sent.With(new Recorded(personId, sent.Position.Value));
    }

    private static async ValueTask<(Known? Known, PersonKnown? Person, Problem? Problem)> Find(Act act, string code, PersonId id)
    {
        var (known, problem) = await act.Register(PeoplePermissions.ConsentKeep, code);
        if (known is null)
            return (null, null, problem);
        return
            known.Of<ResidentsKnown>(act.Asked.Realm).Persons.GetValueOrDefault(id) is { Erased: false } person && person.Community == code
            ? (known, person, null)
            : (null, null, Problem.Of(Residents.UnknownPerson, id.ToString()));
    }

    // Neither a photo of the person nor a picture of a door proves consent.
    private static async ValueTask<bool> IsPaper(Act act, PersonId person, AttachmentId paper)
    {
        var of = new AttachedTo("person", person.Value);
        var known = await act.Use<Folding>().With(known => known.Of<AttachmentsKnown>().Find(of, paper) is not null, act.Stop);
        return known.Of<AttachmentsKnown>().Find(of, paper) is { Facts.What: not AttachmentWhat.Photo and not AttachmentWhat.Thing };
    }

    private static BasisShown Of(ConsentRow row, PersonKnown person, DateOnly today)
    {
        var said = row.Use is { } use ? person.Newest(use) : null;
        return new(
            row.Fields,
            row.Purpose,
            row.Basis,
            row.Article,
            row.Sees,
            row.Use,
            row.Use is { } asked ? person.Consent(asked, today) : null,
            said?.Day,
            said?.Until,
            said?.Guardian is not null,
            said?.Paper
        );
    }
}
