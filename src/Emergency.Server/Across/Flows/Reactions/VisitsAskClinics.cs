using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Features.Clinics;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Asks the person's clinic for a visit when a visitor asks for the doctor; for a person without a clinic, the request stays with the
/// secretary until it is handled.
/// </summary>
internal sealed class VisitsAskClinics : IReaction
{
    public string Name => "visits-ask-clinics";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not VisitMade e || !e.Follows.Contains(VisitFollow.Clinic) || happened.Entity.Realm != Entities.Live)
            yield break;
        var person = known.Of<ResidentsKnown>().Persons.GetValueOrDefault(e.Person);
        if (person?.Community != e.Community || person.Programmes(Shanghai.Day(e.At)).Count == 0)
            yield break;
        yield return new(Entities.Clinic(Entities.Live, e.Community, e.Person), new AskClinic(e.Person, e.Community, e.By, e.At), 0);
        yield return new(happened.Entity, new SettleAsks([VisitFollow.Clinic], e.At, null, e.At), 1);
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nothing refuses this");
}
