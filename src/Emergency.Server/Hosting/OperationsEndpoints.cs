using Emergency.Domain;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Features.Calls;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting.Pipeline;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Domain.Role;

namespace Emergency.Server.Hosting;

/// <summary>Who may look after the running of the machine.</summary>
internal static class OperationsPermissions
{
    /// <summary>How old the master key and the backups are.</summary>
    public static readonly Permission Read = new("operations.read", [Operator]);
}

/// <summary>What no health field tells, because nothing is wrong yet.</summary>
/// <param name="Accounts">How many accounts of one's scope are in each state; nobody's name is read for it.</param>
/// <param name="JournalBackup">When the journal was last backed up from this node's data folder; null where that never was.</param>
/// <param name="KeysBackup">The same of the wrapped keys.</param>
/// <param name="MasterSince">When the newest finished change of the master key began; null where it is still the first one.</param>
/// <param name="MasterChanging">A change of the master key is under way.</param>
/// <param name="NotSet">Parts of health that nobody has set up here: "gateway" (voice and texts), "certificate" (this server's own; a proxy's is not known here). Nothing can be wrong with them, and nothing is well.</param>
/// <param name="ErasedSince">The oldest erasure that the master key must still be changed for; null where there is none.</param>
internal sealed record OperationsShown(
    AccountCounts Accounts,
    DateTimeOffset? JournalBackup,
    DateTimeOffset? KeysBackup,
    DateTimeOffset? MasterSince,
    bool MasterChanging,
    DateTimeOffset? ErasedSince,
    ListOf<string> NotSet,
    long Position
);

/// <summary>运行: what an operator asks of a machine that is well.</summary>
internal static class OperationsEndpoints
{
    public static RouteGroupBuilder MapOperations(this RouteGroupBuilder api)
    {
        api.MapGet("/operations", Read).Needs(OperationsPermissions.Read).WithTags("operations");
        return api;
    }

    /// <summary>How many accounts are in each state, when journal and keys were last backed up from this node's data folder, and since when the master key is in force.</summary>
    public static Outcome<OperationsShown> Read(
        Asked asked,
        Known known,
        Settings settings,
        Rotation rotation,
        VoiceGateway gateway,
        Lazy<ServedCertificate?> certificate
    ) =>
        new Outcome<OperationsShown>(
            new(
                AccountSearch.Of(asked, known, AccountsAsked.Of(null, null, null, null)!).Counts,
                BackupMarks.At(settings, BackupMarks.Journal),
                BackupMarks.At(settings, BackupMarks.Keys),
                rotation.Since,
                rotation.UnderWay,
                rotation.Pending,
                [.. Absent(gateway.Exists, certificate.Value is not null)],
                known.At.Value
            ),
            known.At
        );

    private static IEnumerable<string> Absent(bool gateway, bool certificate)
    {
        if (!gateway)
            yield return "gateway";
        if (!certificate)
            yield return "certificate";
    }
}
