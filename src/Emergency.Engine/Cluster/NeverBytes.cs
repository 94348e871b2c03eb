using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Emergency.Engine.Cluster;

/// <summary>In the place of serializers that make objects of any type out of what comes from a network: neither writes nor reads.</summary>
internal sealed class NeverBytes(ExtendedActorSystem system) : Serializer(system)
{
    /// <summary>For a serializer that has settings.</summary>
    public NeverBytes(ExtendedActorSystem system, Config settings)
        : this(system) => _ = settings;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) => throw new ArgumentException($"{obj.GetType().Name} does not travel", nameof(obj));

    public override object FromBinary(byte[] bytes, Type type) =>
        throw new ArgumentException($"{type?.Name} does not travel", nameof(type));
}
