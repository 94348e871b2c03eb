using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>Somebody's keys go, and the files that were sealed under them: nobody could open those again, and they would only lie there.</summary>
internal sealed class Destroying(Keyring keys, IAttachments attachments)
{
    /// <summary>Both are gone for good when this returns. Files that a server killed in between has left are removed by the next sweep.</summary>
    public async ValueTask Erase(ErasedPerson person, CancellationToken stop)
    {
        await keys.Erase(person, stop);
        await attachments.RemoveUnder([person.Id, .. person.Keys], stop);
    }
}
