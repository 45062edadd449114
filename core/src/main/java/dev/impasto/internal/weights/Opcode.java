package dev.impasto.internal.weights;

import java.util.Locale;

/** The instructions of pickles; those marked are all that a dictionary of tensors needs. */
enum Opcode {
  MARK('(', true),
  STOP('.', true),
  POP('0', false),
  POP_MARK('1', false),
  DUP('2', false),
  FLOAT('F', false),
  INT('I', false),
  BININT('J', true),
  BININT1('K', true),
  LONG('L', false),
  BININT2('M', true),
  NONE('N', true),
  PERSID('P', false),
  BINPERSID('Q', true),
  REDUCE('R', true),
  STRING('S', false),
  BINSTRING('T', true),
  SHORT_BINSTRING('U', true),
  UNICODE('V', false),
  BINUNICODE('X', true),
  APPEND('a', true),
  BUILD('b', true),
  GLOBAL('c', true),
  DICT('d', false),
  EMPTY_DICT('}', true),
  APPENDS('e', true),
  GET('g', false),
  BINGET('h', true),
  INST('i', false),
  LONG_BINGET('j', true),
  LIST('l', false),
  EMPTY_LIST(']', true),
  OBJ('o', false),
  PUT('p', false),
  BINPUT('q', true),
  LONG_BINPUT('r', true),
  SETITEM('s', true),
  TUPLE('t', true),
  EMPTY_TUPLE(')', true),
  SETITEMS('u', true),
  BINFLOAT('G', true),
  BINBYTES('B', true),
  SHORT_BINBYTES('C', true),
  PROTO(0x80, true),
  NEWOBJ(0x81, true),
  EXT1(0x82, false),
  EXT2(0x83, false),
  EXT4(0x84, false),
  TUPLE1(0x85, true),
  TUPLE2(0x86, true),
  TUPLE3(0x87, true),
  NEWTRUE(0x88, true),
  NEWFALSE(0x89, true),
  LONG1(0x8a, true),
  LONG4(0x8b, false),
  SHORT_BINUNICODE(0x8c, true),
  BINUNICODE8(0x8d, false),
  BINBYTES8(0x8e, true),
  EMPTY_SET(0x8f, false),
  ADDITEMS(0x90, false),
  FROZENSET(0x91, false),
  NEWOBJ_EX(0x92, false),
  STACK_GLOBAL(0x93, true),
  MEMOIZE(0x94, true),
  FRAME(0x95, true),
  BYTEARRAY8(0x96, true),
  NEXT_BUFFER(0x97, false),
  READONLY_BUFFER(0x98, false);

  private static final Opcode[] BY_CODE = new Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;
  private final boolean needed;

  Opcode(int code, boolean needed) {
    this.code = code;
    this.needed = needed;
  }

  /** The instruction of a byte, if it is one that a dictionary of tensors needs. */
  static Opcode of(int code, WeightBytes source) {
    Opcode opcode = BY_CODE[code];
    if (opcode == null) {
      throw source.damaged("its pickle has the unknown instruction 0x%02x", code);
    }
    source.require(
        opcode.needed,
        "its pickle has the instruction %s, which no dictionary of tensors needs",
        opcode.name().toUpperCase(Locale.ROOT));
    return opcode;
  }
}
