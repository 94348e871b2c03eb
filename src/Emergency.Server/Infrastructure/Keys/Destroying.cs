using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>Destroys a person's keys, and the files sealed under them, which nobody could open again.</summary>
internal sealed class Destroying(Keyring keys, IAttachments attachments)
{
    /// <summary>
    /// Destroys both; they are gone for good when this returns. Files that a server killed in between has left are removed by the next
    /// sweep.
    /// </summary>
    public async ValueTask Erase(ErasedPerson person, CancellationToken stop)
    {
        await keys.Erase(person, stop);
        await attachments.RemoveUnder([person.Id, .. person.Keys], stop);
    }
}
