using Akka.Actor;
using Akka.Serialization;
using Emergency.Engine.Entities;
using Emergency.Engine.Schema;

namespace Emergency.Engine.Journal;

/// <summary>Events as they are stored: the manifest is the form, the bytes are the envelope that the entity made.</summary>
internal sealed class EventBytes(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => Layout.Identifier;

    public override string Manifest(object o) => ((NewRow)o).Form;

    public override byte[] ToBinary(object obj) => ((NewRow)obj).Message.ToArray();

    // Nothing is read out of the envelope here: what an entity cannot fold is that entity's trouble, not the journal's.
    public override object FromBinary(byte[] bytes, string manifest) => new NewRow(manifest, bytes);
}
