using Emergency.Domain;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>Reads from the journal again what has left memory of an archived incident, for one reader.</summary>
internal interface IRecalls
{
    /// <summary>What is known, with all of that incident; the same where nothing of it has left memory.</summary>
    ValueTask<Known> Recall(Known known, string realm, IncidentId incident, CancellationToken stop);
}
