using Emergency.Domain;
using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>Identifies this build of the program: equal marks mean equal types.</summary>
internal static class Builds
{
    /// <summary>The compiler gives each content of an assembly an id of its own.</summary>
    public static string Mark { get; } =
        string.Join(
            ' ',
            new[] { typeof(Event), typeof(EntityId), typeof(Builds) }.Select(type =>
                type.Assembly.ManifestModule.ModuleVersionId.ToString("N")
            )
        );
}
