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

/// <summary>Permissions for the operation of the machine.</summary>
internal static class OperationsPermissions
{
    /// <summary>Reads the age of the master key and of the backups.</summary>
    public static readonly Permission Read = new("operations.read", [Operator]);
}

/// <summary>Facts that no health field reports, because nothing is wrong yet.</summary>
/// <param name="Accounts">Number of accounts in each state within the asker's scope; no names are read for it.</param>
/// <param name="JournalBackup">Time of the last backup of the journal from this node's data folder; null where there was none.</param>
/// <param name="KeysBackup">Time of the last backup of the wrapped keys; null where there was none.</param>
/// <param name="MasterSince">Time at which the newest finished change of the master key began; null where it is still the first one.</param>
/// <param name="MasterChanging">True while a change of the master key is under way.</param>
/// <param name="NotSet">Parts of health that are not set up here: "gateway" (voice and texts), "certificate" (this server's own; a proxy's is not known here). Nothing can be wrong with them, but nothing is working either.</param>
/// <param name="ErasedSince">The oldest erasure for which the master key must still be changed; null where there is none.</param>
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

/// <summary>运行: facts for an operator about a healthy machine.</summary>
internal static class OperationsEndpoints
{
    public static RouteGroupBuilder MapOperations(this RouteGroupBuilder api)
    {
        api.MapGet("/operations", Read).Needs(OperationsPermissions.Read).WithTags("operations");
        return api;
    }

    /// <summary>Shows the number of accounts in each state, the last backups of journal and keys from this node's data folder, and the age of the present master key.</summary>
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
