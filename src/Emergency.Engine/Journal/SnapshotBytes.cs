using Akka.Actor;
using Akka.Serialization;

namespace Emergency.Engine.Journal;

/// <summary>Snapshots as they are stored: opaque here. Their entity finds out where they cannot be read, and reads its events instead.</summary>
internal sealed class SnapshotBytes(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 121;

    public override string Manifest(object o) => ((Snapshot)o).Form;

    public override byte[] ToBinary(object obj) => ((Snapshot)obj).Bytes.ToArray();

    public override object FromBinary(byte[] bytes, string manifest) => new Snapshot(manifest, bytes);
}
